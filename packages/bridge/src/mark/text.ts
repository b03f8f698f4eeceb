import type { Watermark } from "./watermark.ts"
import { Unmarkable } from "./unmarkable.ts"

const rule = "─".repeat(30)

/** A plain text between two blocks that say what the watermark says. @throws {Unmarkable} `malformed` */
export function markText(bytes: Uint8Array, { lines }: Watermark): Uint8Array {
  let text: string
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new Unmarkable("malformed", cause)
  }
  const block = [rule, ...lines, rule].join("\n")
  return new TextEncoder().encode(`${block}\n${text.replace(/\n$/, "")}\n${block}\n`)
}
