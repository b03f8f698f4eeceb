import { inspect } from "node:util"
import { toldError } from "@tongban/standards"
import { startHub } from "./hub.ts"
import { readSettings, SettingsFault } from "./settings.ts"
import { DatabaseUnusable } from "./store/database.ts"
import { FolderUnusable } from "./store/lock.ts"
import { tellFailure } from "./tell-failure.ts"

// Node would print every property of the error.
process.once("uncaughtException", (error) => {
  tellFailure("an error that nobody caught; the process ends:", error)
  process.exit(1)
})

try {
  const hub = await startHub(readSettings(process.env))
  console.log(`hub ready ${hub.origin}`)
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    void hub.close().then(() => process.exit(0))
  }
  process.once("SIGTERM", stop)
  process.once("SIGINT", stop)
  // Started by a supervisor that holds our standard input: end when it does.
  if (process.env["TONGBAN_PARENT_STDIN"] === "1") process.stdin.resume().once("close", stop)
} catch (error) {
  console.error(`tongban hub: ${told(error)}`)
  process.exit(1)
}

function told(error: unknown): string {
  const known = [SettingsFault, FolderUnusable, DatabaseUnusable]
  if (error instanceof Error && known.some((kind) => error instanceof kind)) return error.message
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    const { TONGBAN_HUB_LISTEN: listen, TONGBAN_HUB_URL: url = "the hub" } = process.env
    return listen === undefined
      ? `the port of ${url} is taken by another program; stop that one, or set another TONGBAN_HUB_URL`
      : `the port of ${listen} is taken by another program; stop that one, or set another TONGBAN_HUB_LISTEN`
  }
  return inspect(toldError(error))
}
