/** How far the server's clock is before this computer's, in ms, by the `Date` of its last answer. */
let aheadMs = 0

/** Takes the time that an answer of the server tells. */
export function hearTime({ headers }: Response): void {
  const told = Date.parse(headers.get("date") ?? "")
  if (told > 0) aheadMs = told - Date.now()
}

/** The server's time, whatever the clock of this computer says; before its first answer, this computer's. */
export const serverNow = (): Date => new Date(Date.now() + aheadMs)
