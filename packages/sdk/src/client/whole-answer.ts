/** An answer is longer than any that the contract knows. */
export class AnswerTooLong extends Error {
  override readonly name = "AnswerTooLong"
}

/**
 * The text of an answer, with a bound on what is kept in memory of it.
 *
 * @throws {AnswerTooLong} and reads no further
 */
export async function wholeText(response: Response, mostBytes: number): Promise<string> {
  const tooLong = () => new AnswerTooLong(`the answer is longer than ${mostBytes} bytes`)
  const reader = response.body?.getReader()
  if (reader === undefined) return ""
  if (Number(response.headers.get("content-length")) > mostBytes) {
    await reader.cancel()
    throw tooLong()
  }
  const decoder = new TextDecoder()
  let text = ""
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.length
    if (size > mostBytes) {
      await reader.cancel()
      throw tooLong()
    }
    text += decoder.decode(value, { stream: true })
  }
}
