import { subscribe, unsubscribe } from "node:diagnostics_channel"
import type { ServerResponse } from "node:http"
import { readEveryMs, readReckoning, sandboxTime } from "./reckoning.ts"
import type { Reckoning } from "./reckoning.ts"

/**
 * Makes `Date` of this thread tell the sandbox's time, and servers of this process say it in their
 * `Date` header: browsers reckon a cookie's `Expires` from it. Timers, `performance.now()`, the
 * times of files and SQLite's own `now` stay the machine's.
 *
 * It looks into the file where the time is asked for, at most every 100 ms: no timer, and no code
 * that keeps the thread busy, can leave it behind.
 *
 * @returns what gives the machine's clock back
 */
export function followClock(file: string): () => void {
  const Machine = Date
  const machineNow = Machine.now
  let reckoning: Reckoning = readReckoning(file)
  let readAt = performance.now()

  const now = (): number => {
    if (performance.now() - readAt > readEveryMs) {
      reckoning = readReckoning(file)
      readAt = performance.now()
    }
    return sandboxTime(machineNow(), reckoning)
  }
  const Sandbox = new Proxy(Machine, {
    construct: (target, values: unknown[], made) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, made) as Date,
    apply: (target) => new target(now()).toString(),
    get: (target, name) => (name === "now" ? now : (Reflect.get(target, name) as unknown)),
  })
  const sayDate = (message: unknown) => {
    const { response } = message as { response: ServerResponse }
    response.setHeader("date", new Machine(now()).toUTCString())
  }

  globalThis.Date = Sandbox
  Machine.prototype.constructor = Sandbox
  subscribe("http.server.request.start", sayDate)
  return () => {
    globalThis.Date = Machine
    Machine.prototype.constructor = Machine
    unsubscribe("http.server.request.start", sayDate)
  }
}
