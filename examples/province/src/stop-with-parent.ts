/** Ends this process on SIGTERM, SIGINT, or when the supervisor that holds our standard input is gone. */
export function stopWithParent(close: () => Promise<void>): void {
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    void close().then(() => process.exit(0))
  }
  process.once("SIGTERM", stop)
  process.once("SIGINT", stop)
  if (process.env["TONGBAN_PARENT_STDIN"] === "1") process.stdin.resume().once("close", stop)
}
