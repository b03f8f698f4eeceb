// A reporter for node:test that closes with one plain line.
import { appendFileSync } from "node:fs"

export default async function* tally(events) {
  let passed = 0
  let failed = 0
  for await (const { type, data } of events) {
    // What another run of the same suite tests is counted there.
    const leaf = data?.details?.type !== "suite" && data?.skip === undefined
    if (leaf && type === "test:pass") passed++
    if (leaf && type === "test:fail") failed++
  }
  yield `\n${closingLine(passed, failed)}\n`
}

/** The closing line of a part; `npm test` sums them up from the file that TONGBAN_TALLY names. */
export function closingLine(passed, failed) {
  const kept = process.env["TONGBAN_TALLY"]
  if (kept !== undefined) appendFileSync(kept, `${passed} ${failed}\n`)
  return `${passed} passed, ${failed} failed`
}
