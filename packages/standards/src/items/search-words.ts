/**
 * The pairs of neighbouring characters in a text (二元组), each once: what a search in Chinese compares, as no
 * word ends with a space. Letters and digits count, in lower case and half width; no pair spans anything else.
 */
export function pairsIn(text: string): string[] {
  const pairs = new Set<string>()
  for (const [run] of text
    .normalize("NFKC")
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}]+/gu)) {
    const characters = Array.from(run)
    for (let at = 1; at < characters.length; at++)
      pairs.add(`${characters[at - 1] ?? ""}${characters[at] ?? ""}`)
  }
  return [...pairs]
}

/** A region by its code (GB/T 2260) and those above it, its own first: 511602, 511600, 510000. */
export function regionsUp(code: string): string[] {
  if (!/^\d{6}$/.test(code)) return [code]
  return [...new Set([code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`])]
}
