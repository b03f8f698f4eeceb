/**
 * A person's name for display: the first character hidden (何秋月 → *秋月), as 浙里办's masking rules
 * have it (standards README §9). A name of one character is hidden whole.
 */
export function maskName(name: string): string {
  const characters = Array.from(name)
  return characters.length < 2 ? "*" : `*${characters.slice(1).join("")}`
}

/**
 * The number of a paper for display: first and last third stay, the middle is hidden (standards README
 * §9, "other ids first/last third"). At most four characters stay at each end.
 */
export function maskNumber(number: string): string {
  const characters = Array.from(number)
  const shown = Math.min(4, Math.floor(characters.length / 3))
  const hidden = Math.max(1, characters.length - 2 * shown)
  return [
    ...characters.slice(0, shown),
    "*".repeat(Math.min(hidden, 8)),
    ...(shown > 0 ? characters.slice(-shown) : []),
  ].join("")
}
