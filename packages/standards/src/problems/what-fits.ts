/** No list or text in an answer is longer than these. */
const mostValues = 30
const longestText = 120

/**
 * What would be taken instead of what was refused: the values, the bounds or the form. Never what was sent.
 *
 * @param rule - the code of zod's issue
 * @param issue - what the issue says beside
 */
export function whatFits(
  rule: string,
  issue: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { values, minimum, maximum, inclusive, divisor, expected, format, pattern, message } = issue
  switch (rule) {
    case "invalid_value":
      return Array.isArray(values) ? { allowed: values.slice(0, mostValues).map(shown) } : {}
    case "too_small":
      return inclusive === false ? { above: minimum } : { minimum }
    case "too_big":
      return inclusive === false ? { below: maximum } : { maximum }
    case "not_multiple_of":
      return { divisor }
    case "invalid_type":
      return { expected }
    case "invalid_format":
      return { expected: shown(format === "regex" ? pattern : format) }
    default:
      // Only a rule of ours has words of its own.
      return rule === "custom" && message !== undefined ? { expected: shown(message) } : {}
  }
}

const shown = (value: unknown): string => String(value).slice(0, longestText)
