// A server in a process of its own, that tells what it has used: forked by `measure-process.ts`.
import { startHub } from "@tongban/hub"
import type { HubSettings } from "@tongban/hub"
import { startBarePut } from "./bare-put.ts"
import type { BarePut } from "./bare-put.ts"
import { startBare } from "./bare-route.ts"
import type { BareRoutes } from "./bare-route.ts"
import { used } from "./used.ts"

/** What is to be served: the hub, or what it is measured by. */
export type Served = { hub: HubSettings } | { bare: BareRoutes } | { put: BarePut }

const start = (served: Served): Promise<unknown> => {
  if ("hub" in served) return startHub(served.hub)
  return "put" in served ? startBarePut(served.put) : startBare(served.bare)
}

process.on("message", (message: Served | "used") => {
  if (message === "used") process.send?.(used())
  else void start(message).then(() => process.send?.("ready"))
})
process.on("disconnect", () => process.exit(0))
