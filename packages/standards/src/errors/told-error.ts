/** What a log is told of an error: what it is and where, and no value that it was about. */
export interface ToldError {
  type: string
  message: string
  /** The frames alone. */
  stack: string
  cause?: ToldError
  [name: string]: unknown
}

/**
 * What errors of PostgreSQL and Node say of themselves without a value. Left out are `detail`, `where`,
 * `parameters`, `query`, `address` and whatever else a driver hangs on: rows and parameters stand there.
 */
const harmless = ["code", "severity", "table", "column", "constraint", "routine", "syscall"]

/** In messages values stand in quotes: PostgreSQL's style guide asks for it, `JSON.parse` does it. */
const quotes = ['""', "''", "``", "“”"]

/** Causes of causes that are told: an error may be its own. */
const mostCauses = 5

/** Only this much of an error goes to a log: a parameter may be a person's number. */
export const toldError = (error: unknown): ToldError => toldOf(error, mostCauses)

function toldOf(error: unknown, causes: number): ToldError {
  if (!(error instanceof Error)) return { type: typeof error, message: "not an error", stack: "" }
  const told: ToldError = {
    type: error.name,
    message: withoutValues(error.message),
    stack: framesOf(error),
  }
  for (const [name, value] of Object.entries(error))
    if (harmless.includes(name) && typeof value === "string") told[name] = value
  if (error.cause !== undefined && causes > 0) told.cause = toldOf(error.cause, causes - 1)
  return told
}

/** A message with what it quotes, and whatever has the digits of a number or an id, left out. */
export function withoutValues(message: string): string {
  const unquoted = quotes.reduce(withoutQuoted, message)
  return unquoted.replace(/[\w-]+/g, (word) => (digitsOf(word) < 6 ? word : "…"))
}

/** From the first opening quote to the last closing one: what stands between two may be a value's own. */
function withoutQuoted(text: string, quotes: string): string {
  const from = text.indexOf(quotes.charAt(0))
  const to = text.lastIndexOf(quotes.charAt(1))
  return from >= 0 && to > from ? `${text.slice(0, from)}…${text.slice(to + 1)}` : text
}

const digitsOf = (word: string): number => word.replace(/\D/g, "").length

/** The stack begins with the message, which may have lines of its own. */
function framesOf({ stack = "", message }: Error): string {
  const after = stack.slice(Math.max(0, stack.indexOf(message)) + message.length)
  return after
    .split("\n")
    .filter((line) => /^ {4}at /.test(line))
    .join("\n")
}
