/** Only this much of a refusal stands in an error's message; `params` has the rest. */
const mostFaults = 5
const longestFault = 300

/** What each entry of a fault says of what would be taken instead. */
const words: Record<string, (value: string) => string> = {
  allowed: (values) => `one of ${values}`,
  expected: (what) => `expected ${what}`,
  minimum: (bound) => `${bound} at least`,
  maximum: (bound) => `${bound} at most`,
  above: (bound) => `more than ${bound}`,
  below: (bound) => `less than ${bound}`,
  divisor: (number) => `a multiple of ${number}`,
  latest: (time) => `not later than ${time}`,
}

/** The faults that a refusal names, in one line: ` (body.state: invalid_value, one of A, B)`; empty without any. */
export function faultsInWords({ faults }: Readonly<Record<string, unknown>>): string {
  if (!Array.isArray(faults) || faults.length === 0) return ""
  const told = faults.slice(0, mostFaults).map(inWords)
  const more = faults.length - told.length
  return ` (${told.join("; ")}${more > 0 ? `; and ${more} more` : ""})`
}

function inWords(fault: unknown): string {
  const { place, rule, ...rest } = fault as Record<string, unknown>
  const fits = Object.entries(words).flatMap(([name, say]) =>
    rest[name] === undefined ? [] : [say(textOf(rest[name]))],
  )
  const told = `${textOf(place)}: ${[textOf(rule), ...fits].join(", ")}`
  return told.length > longestFault ? `${told.slice(0, longestFault - 1)}…` : told
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join(", ") : String(value)
