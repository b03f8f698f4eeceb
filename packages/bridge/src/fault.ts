/** Something that whoever runs the bridge can mend. The message says what, where and how. */
export class BridgeFault extends Error {
  override readonly name = "BridgeFault"
}

/** The short reason of a system error, such as `ENOENT`; SQLite's own words where it is SQLite's. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (!("code" in error) || error.code === "ERR_SQLITE_ERROR") return error.message
  return String(error.code)
}
