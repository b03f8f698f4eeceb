// A server in a process of its own, that tells how much of the CPU it has used: forked by `measured`.
import { startHub } from "@tongban/hub"
import type { HubSettings } from "@tongban/hub"
import { startBare } from "./bare-route.ts"
import type { BareRoutes } from "./bare-route.ts"

/** What is to be served: the hub, or the routes that it is measured by. */
export type Served = { hub: HubSettings } | { bare: BareRoutes }

process.on("message", (message: Served | "cpu") => {
  if (message === "cpu") {
    const { user, system } = process.cpuUsage()
    process.send?.(user + system)
    return
  }
  const started = "hub" in message ? startHub(message.hub) : startBare(message.bare)
  void started.then(() => process.send?.("ready"))
})
process.on("disconnect", () => process.exit(0))
