/** A fault as the validator tells it: its rule, and what zod's issue says beside. */
interface ValidationFault {
  keyword: string
  message?: string | undefined
  params: Record<string, unknown>
}

/** No list or text in an answer is longer than these. */
const mostValues = 30
const longestText = 120

/** What would be taken instead: the values, the bounds or the form. Never what was sent. */
export function whatFits({ keyword, message, params }: ValidationFault): Record<string, unknown> {
  const { values, minimum, maximum, inclusive, divisor, expected, format, pattern } = params
  switch (keyword) {
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
      return keyword === "custom" && message !== undefined ? { expected: shown(message) } : {}
  }
}

const shown = (value: unknown): string => String(value).slice(0, longestText)
