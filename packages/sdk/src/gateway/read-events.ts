/** One server-sent event: its data, and where it stands in the stream. */
export interface ServerEvent {
  id: string | undefined
  data: string
}

/** An event above this is no event of ours. */
const longest = 64 * 1024

/**
 * Reads server-sent events (HTML standard, 9.2.6): comments and other fields are passed over.
 *
 * @param onSign - called at each sign of life, be it only a comment
 * @throws {RangeError} where an event does not end within 64 KB
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  onSign: () => void,
): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder()
  let text = ""
  for await (const chunk of body) {
    onSign()
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split(/\r?\n\r?\n/)
    text = blocks.pop() ?? ""
    if (text.length > longest) throw new RangeError("an event is longer than 64 KB")
    for (const block of blocks) {
      const data = fieldsOf(block, "data")
      if (data.length > 0) yield { id: fieldsOf(block, "id").at(-1), data: data.join("\n") }
    }
  }
}

const fieldsOf = (block: string, name: string): string[] =>
  block
    .split(/\r?\n/)
    .filter((line) => line.startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1).replace(/^ /, ""))
