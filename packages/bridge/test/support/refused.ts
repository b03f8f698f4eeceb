import assert from "node:assert/strict"

/** A refusal, which holds nothing of a paper. */
export async function assertRefused(
  response: Response,
  status: number,
  code: string,
  params?: object,
): Promise<void> {
  const text = await response.text()
  assert.ok(
    !text.includes("不动产") && !text.includes("secret") && !text.includes('"content"'),
    "a refusal holds nothing of a paper",
  )
  const body = JSON.parse(text) as Record<string, unknown>
  assert.equal(response.status, status, text)
  assert.equal(body["code"], code)
  if (params !== undefined) assert.deepEqual(body["params"], params)
  assert.match(response.headers.get("content-type") ?? "", /^application\/problem\+json/)
  assert.equal(response.headers.get("x-content-type-options"), "nosniff")
}
