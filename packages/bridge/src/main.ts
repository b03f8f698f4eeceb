import { inspect, parseArgs } from "node:util"
import { toldError } from "@tongban/standards"
import { startBridge } from "./bridge.ts"
import { readConfig } from "./config.ts"
import { BridgeFault } from "./fault.ts"

// Node would print every property of the error.
process.once("uncaughtException", (error) => {
  console.error("bridge: an error that nobody caught; the process ends:", toldError(error))
  process.exit(1)
})

try {
  const config = readConfig(configFile())
  const bridge = await startBridge(config, (message) => {
    console.error(`${config.name}: ${message}`)
  })
  console.log(`${config.name} ready: ${bridge.does.join("; ")}`)
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    void bridge.close().then(() => process.exit(0))
  }
  process.once("SIGTERM", stop)
  process.once("SIGINT", stop)
  // Started by a supervisor that holds our standard input: end when it does.
  if (process.env["TONGBAN_PARENT_STDIN"] === "1") process.stdin.resume().once("close", stop)
} catch (error) {
  console.error(
    `tongban bridge: ${error instanceof BridgeFault ? error.message : inspect(toldError(error))}`,
  )
  process.exit(1)
}

function configFile(): string {
  try {
    const { values } = parseArgs({ options: { config: { type: "string" } } })
    if (values.config !== undefined) return values.config
  } catch (error) {
    throw new BridgeFault(
      `${error instanceof Error ? error.message : String(error)}; the one option is --config FILE`,
    )
  }
  throw new BridgeFault("no configuration was named; start it with --config FILE")
}
