/** The closing line of a part; `npm test` sums them up from the file that TONGBAN_TALLY names. */
export function closingLine(passed: number, failed: number): string
