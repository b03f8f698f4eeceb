import assert from "node:assert/strict"
import { EventEmitter, once } from "node:events"
import { test } from "node:test"
import { BridgeFault } from "../src/fault.ts"
import { watch } from "../src/watch/watch.ts"

/** A look that does one thing after the other, and tells when it has done the last. */
function script(steps: readonly (() => void)[]) {
  let at = 0
  const end = new EventEmitter()
  const finished = once(end, "reached")
  const look = () => {
    const step = steps[at++]
    if (step === undefined) end.emit("reached")
    else step()
    return Promise.resolve()
  }
  return { look, finished }
}
const fails = (message: string) => () => {
  throw new Error(message)
}
const works = () => undefined

test("what keeps it from looking is said once, and so is that it works again", async () => {
  const said: string[] = []
  const away = fails("the hub is away")
  const { look, finished } = script([
    away,
    away,
    away,
    fails("the table is away"),
    away,
    works,
    works,
    away,
  ])
  const watcher = watch(look, 1, (message) => said.push(message))
  await finished
  await watcher.stop()
  assert.deepEqual(said, [
    "the hub is away; trying again",
    "the table is away; trying again",
    "the hub is away; trying again",
    "works again",
    "the hub is away; trying again",
    "works again",
  ])
})

test("stopping breaks off the look that is under way, and says nothing of it", async () => {
  const said: string[] = []
  const begin = new EventEmitter()
  const started = once(begin, "reached")
  const look = (signal: AbortSignal) =>
    new Promise<void>((_, reject) => {
      signal.addEventListener("abort", () => {
        reject(new Error("broken off"))
      })
      begin.emit("reached")
    })
  const watcher = watch(look, 1, (message) => said.push(message))
  await started
  await watcher.stop()
  assert.deepEqual(said, [])
})

test("stopping does not wait for the next look", { timeout: 5000 }, async () => {
  const { look, finished } = script([])
  const watcher = watch(look, 3_600_000, () => undefined)
  await finished
  await watcher.stop()
})

test("the log hears what is wrong, and no value of a row that a driver quotes", async () => {
  const said: string[] = []
  const { look, finished } = script([
    fails('invalid input syntax for type integer: "370699198510100023"'),
    fails("no row of 370699198510100023"),
    () => {
      throw new BridgeFault("`columns.state` names no column; name one in 370699.json")
    },
  ])
  const watcher = watch(look, 1, (message) => said.push(message))
  await finished
  await watcher.stop()
  assert.deepEqual(said.slice(0, 3), [
    "invalid input syntax for type integer: …; trying again",
    "no row of …; trying again",
    "`columns.state` names no column; name one in 370699.json; trying again",
  ])
})
