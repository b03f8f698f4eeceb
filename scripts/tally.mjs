// A reporter for node:test that closes with one plain line.
export default async function* tally(events) {
  let passed = 0
  let failed = 0
  for await (const { type, data } of events) {
    // What another run of the same suite tests is counted there.
    const leaf = data?.details?.type !== "suite" && data?.skip === undefined
    if (leaf && type === "test:pass") passed++
    if (leaf && type === "test:fail") failed++
  }
  yield `\n${passed} passed, ${failed} failed\n`
}
