import assert from "node:assert/strict"
import { appendFileSync } from "node:fs"
import { suite, test } from "node:test"
import type { TestContext } from "node:test"
import { logFile, openDeliveryLog } from "../src/serve/delivery-log.ts"
import { reconciler } from "../src/serve/reconcile.ts"
import type { TellDeliveries } from "../src/serve/reconcile.ts"
import { openState } from "../src/state.ts"
import { newFolder } from "./support/folder.ts"

type Told = Parameters<TellDeliveries>[0]

const signal = AbortSignal.timeout(30_000)
const lineOf = (jti: string) => ({
  at: "2026-11-25T02:00:00.000Z",
  jti,
  ref: "zrzy-7004",
  item: "I",
  recipient: "scjg-redeem",
  acc: "a".repeat(64),
  digest: "d".repeat(64),
})

/** An owner's log, and a hub that hears of it: the hub is somebody else's system here. */
async function owner(t: TestContext) {
  const stateFolder = newFolder(t)
  const state = openState(stateFolder)
  const log = await openDeliveryLog(stateFolder)
  const heard: Told[] = []
  const said: string[] = []
  const hub = { away: false, differences: 0 }
  const look = reconciler({
    stateFolder,
    state,
    tell: (report) => {
      if (hub.away) return Promise.reject(new Error("away"))
      heard.push(report)
      return Promise.resolve({ taken: report.lines.length, differences: hub.differences })
    },
    log: (message) => said.push(message),
    now: () => new Date("2026-11-25T02:10:00Z"),
  })
  t.after(async () => {
    await log.close()
    state.close()
  })
  const told = () => heard.splice(0).flatMap(({ lines }) => lines.map(({ jti }) => jti))
  return { stateFolder, log, hub, look, heard, said, told }
}

suite("an owner tells the hub what it gave out (protocol M13)", () => {
  test("each line once, then up to when the log is complete; no reference of the owner's", async (t) => {
    const { log, look, heard, told } = await owner(t)
    await log.append(lineOf("1"))
    await log.append(lineOf("2"))
    await look(signal)
    assert.deepEqual(
      heard.map(({ lines, completeUntil }) => [lines.length, completeUntil]),
      [
        [2, undefined],
        [0, "2026-11-25T02:09:00.000Z"],
      ],
    )
    const { ref: _, item: __, ...line } = lineOf("1")
    assert.deepEqual(heard[0]?.lines[0], line)
    assert.deepEqual(told(), ["1", "2"])
    await log.append(lineOf("3"))
    await look(signal)
    assert.deepEqual(told(), ["3"])
  })

  test("while the hub is away nothing is lost; what it may have heard is told again", async (t) => {
    const { log, hub, look, told } = await owner(t)
    await log.append(lineOf("1"))
    hub.away = true
    await assert.rejects(look(signal))
    hub.away = false
    await log.append(lineOf("2"))
    await look(signal)
    assert.deepEqual(told(), ["1", "2"])
  })

  test("a long log goes in reports of 500 lines", async (t) => {
    const { stateFolder, look, heard, told } = await owner(t)
    const names = Array.from({ length: 1201 }, (_, at) => String(at))
    const lines = names.map((name) => JSON.stringify(lineOf(name)))
    appendFileSync(logFile(stateFolder), `${lines.join("\n")}\n`)
    await look(signal)
    assert.deepEqual(
      heard.map(({ lines: { length } }) => length),
      [500, 500, 201, 0],
    )
    assert.deepEqual(told(), names)
  })

  test("a line that a crash cut off waits until it is closed, and is then left out", async (t) => {
    const { stateFolder, log, look, told } = await owner(t)
    appendFileSync(logFile(stateFolder), '{"at":"2026')
    await look(signal)
    assert.deepEqual(told(), [])
    appendFileSync(logFile(stateFolder), "\n")
    await log.append(lineOf("1"))
    await look(signal)
    assert.deepEqual(told(), ["1"])
  })

  test("that the logs differ is said when it begins to be so, and when it is over", async (t) => {
    const { hub, look, said } = await owner(t)
    await look(signal)
    hub.differences = 2
    await look(signal)
    await look(signal)
    hub.differences = 0
    await look(signal)
    assert.equal(said.length, 2)
    assert.match(said[0] ?? "", /differ 2 times; GET \/v1\/delivery-differences/)
    assert.match(said[1] ?? "", /agree again/)
  })
})
