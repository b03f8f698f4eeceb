/**
 * An identity number for display (strong form, the default): first and last character stay. 浙里办's
 * masking rules (standards §9). The other form leaves the birth date readable.
 */
export const maskIdNumber = (number: string): string =>
  shown(number, (at, length) => at === 1 || at === length)

/**
 * An identity number of 18 characters where its holder must check it: places 1, 5 to 12 and 18 stay
 * (浙里办, ordinary form). The birth date can nearly be read from it: use `maskIdNumber` everywhere else.
 */
export const maskIdNumberForChecking = (number: string): string =>
  number.length === 18
    ? shown(number, (at) => at === 1 || (at >= 5 && at <= 12) || at === 18)
    : maskIdNumber(number)

/** A mobile phone number for display: the first 3 and the last 4 digits stay (浙里办). */
export const maskMobileNumber = (number: string): string =>
  number.length === 11 ? shown(number, (at) => at <= 3 || at >= 8) : maskIdNumber(number)

/** Longest mask, in characters: what is longer is no number and shows nothing of itself. */
const longest = 64

/** Two characters or fewer would be shown whole: they are hidden. */
function shown(number: string, stays: (at: number, length: number) => boolean): string {
  const { length } = number
  if (length < 3 || length > longest) return "*".repeat(Math.min(Math.max(length, 1), longest))
  return Array.from({ length }, (_, i) => (stays(i + 1, length) ? number.charAt(i) : "*")).join("")
}
