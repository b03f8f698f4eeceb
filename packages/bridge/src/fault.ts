import { TongbanError } from "@tongban/sdk"
import { toldError } from "@tongban/standards"

/** Something that whoever runs the bridge can mend. The message says what, where and how. */
export class BridgeFault extends Error {
  override readonly name = "BridgeFault"
}

/** An error in words for the log: ours as they are, any other's without the values that it may quote. */
export const inLogWords = (error: unknown): string =>
  error instanceof BridgeFault || error instanceof TongbanError
    ? error.message
    : toldError(error).message

/** The short reason of a system error, such as `ENOENT`; SQLite's own words where it is SQLite's. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (!("code" in error) || error.code === "ERR_SQLITE_ERROR") return error.message
  return String(error.code)
}
