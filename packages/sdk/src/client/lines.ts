/** The media type of lines of JSON. */
export const linesType = "application/x-ndjson"

/** Values, a line of JSON each. */
export const toLines = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("")

/** The values of lines of JSON. @throws {SyntaxError} */
export const fromLines = (text: string): unknown[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown)
