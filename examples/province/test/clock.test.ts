import assert from "node:assert/strict"
import { execFile, spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { after, before, suite, test } from "node:test"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { ClockFault, firstMoment, startClock } from "../src/clock/clock.ts"
import { nextWorkingDay } from "../src/clock/working-day.ts"

const preload = fileURLToPath(new URL("../src/clock/preload.ts", import.meta.url))
const weekMs = 7 * 86_400_000

suite("the sandbox's clock", () => {
  let folder: string

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "tongban-clock-"))
  })
  after(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  test("begins on a Monday morning, stands still while it is stopped, and goes on from there", async (t) => {
    const file = join(folder, "kept.json")
    const first = startClock(file)
    assert.ok(Math.abs(first.now().getTime() - Date.parse(firstMoment)) < 1_000)
    await first.turnTo(new Date("2026-11-25T09:00:00+08:00"))
    const stopped = first.now()
    first.stop()
    const machine = Date.now
    t.mock.method(Date, "now", () => machine() + weekMs)
    const second = startClock(file)
    const gap = second.now().getTime() - stopped.getTime()
    second.stop()
    assert.ok(gap >= 0 && gap < 1_000, `${gap} ms passed while it was stopped for a week`)
  })

  test("after kill -9 it never tells a time again that it has told", async () => {
    const file = join(folder, "killed.json")
    const clock = startClock(file)
    await clock.turnTo(new Date("2026-11-25T09:00:00+08:00"))
    const killedAt = readFileSync(file, "utf8")
    const told = clock.now()
    clock.stop()
    writeFileSync(file, killedAt)
    const again = startClock(file)
    assert.ok(again.now() > told)
    again.stop()
  })

  test("is never turned back, nor by more than a year at once", async () => {
    const clock = startClock(join(folder, "refused.json"))
    const fault = (rule: string) => (error: unknown) =>
      error instanceof ClockFault && error.rule === rule
    await assert.rejects(clock.turnTo(new Date("2026-11-23T10:00:00+08:00")), fault("back"))
    await assert.rejects(clock.turnTo(new Date("2206-11-23T10:00:00+08:00")), fault("far"))
    await assert.rejects(clock.turnTo(new Date(Number.NaN)), fault("back"))
    clock.stop()
  })

  test("two processes and a worker turn in the same moment", async () => {
    const clock = startClock(join(folder, "shared.json"))
    // Each says which of the machine's milliseconds was the last before the turn, and the first after it.
    const look = `
      const { parentPort, Worker, isMainThread } = require("node:worker_threads")
      const machine = () => Number(process.hrtime.bigint()) / 1e6
      const say = isMainThread ? (word) => console.log(JSON.stringify(word)) : (word) => parentPort.postMessage(word)
      if (isMainThread && process.argv[1] === "worker") {
        new Worker(process.env.LOOK, { eval: true }).on("message", say)
      } else {
        const began = Date.now()
        say("looking")
        let [last, next] = [machine(), machine()]
        while (Date.now() - began < ${weekMs / 2}) [last, next] = [next, machine()]
        say({ last, first: machine() })
      }`
    const lookers = ["process", "process", "worker"].map((where) => {
      const env = { ...process.env, TONGBAN_SANDBOX_CLOCK: clock.file, LOOK: look }
      const child = spawn(process.execPath, ["--require", preload, "-e", look, where], { env })
      return createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    })
    const heard = async () => {
      const lines = await Promise.all(lookers.map((lines) => lines.next()))
      return lines.map(({ value }) => JSON.parse(String(value)) as unknown)
    }
    await heard()
    await clock.turnTo(new Date(clock.now().getTime() + weekMs))
    const seen = (await heard()) as { last: number; first: number }[]
    clock.stop()
    // Each turned between its two moments of the one monotonic clock, so all of these overlap.
    const lastBefore = Math.max(...seen.map(({ last }) => last))
    const firstAfter = Math.min(...seen.map(({ first }) => first))
    assert.ok(lastBefore - firstAfter < 5, `${lastBefore - firstAfter} ms apart`)
  })

  test("Date stays a Date, everything else keeps the machine's time", async () => {
    const clock = startClock(join(folder, "date.json"))
    const program = `
      const { createServer } = require("node:http")
      const assert = require("node:assert/strict")
      const day = (date) => date.toISOString().slice(0, 10)
      assert.equal(day(new Date()), "2026-11-23")
      assert.equal(day(new Date(Date.now())), "2026-11-23")
      assert.match(Date(), /Nov 23 2026/)
      assert.equal(new Date(0).getTime(), 0)
      assert.equal(new Date(2020, 1, 29).getMonth(), 1)
      assert.equal(Date.UTC(2020, 0), 1577836800000)
      assert.equal(Date.parse("2020-01-01T00:00:00Z"), 1577836800000)
      assert.ok(new Date() instanceof Date)
      assert.ok(structuredClone(new Date()) instanceof Date)
      assert.equal(day(new (new Date().constructor)()), "2026-11-23")
      class Later extends Date { more() { return this.getTime() + 1 } }
      assert.equal(day(new Later()), "2026-11-23")
      assert.equal(new Later(1).more(), 2)
      assert.ok(new Later() instanceof Later && new Later() instanceof Date)
      assert.equal(new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date()), "2026-11-23")
      const began = performance.now()
      setTimeout(() => {
        assert.ok(performance.now() - began < 5_000)
        const server = createServer((_, response) => response.end()).listen(0, "127.0.0.1", async () => {
          const answer = await fetch("http://127.0.0.1:" + server.address().port)
          assert.match(answer.headers.get("date"), /^Mon, 23 Nov 2026/)
          server.close()
          console.log("well")
        })
      }, 20)`
    const env = { ...process.env, TONGBAN_SANDBOX_CLOCK: clock.file }
    const options = ["--require", preload, "-e", program]
    const { stdout } = await promisify(execFile)(process.execPath, options, { env })
    clock.stop()
    assert.equal(stdout.trim(), "well")
  })

  test("stopped, it gives the process the machine's clock back", () => {
    const machine = Date
    const clock = startClock(join(folder, "back.json"))
    assert.notEqual(Date, machine)
    clock.stop()
    assert.equal(Date, machine)
    assert.equal(new Date().constructor, machine)
  })

  test("the next working day: over a weekend, and none where the calendar is not known", () => {
    const next = (day: string) => nextWorkingDay(new Date(`${day}T10:32:00+08:00`))?.toISOString()
    assert.equal(next("2026-11-23"), "2026-11-24T02:32:00.000Z")
    assert.equal(next("2026-11-27"), "2026-11-30T02:32:00.000Z")
    assert.equal(next("2026-11-28"), "2026-11-30T02:32:00.000Z")
    assert.equal(next("2026-12-30"), "2026-12-31T02:32:00.000Z")
    assert.equal(next("2026-12-31"), undefined)
  })
})
