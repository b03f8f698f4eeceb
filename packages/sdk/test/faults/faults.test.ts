import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import { createClient, isTongbanError } from "@tongban/sdk"
import { answerBytes, FaultServer, says } from "./fault-server.ts"
import { cutAlways, cutOnce, faults, redirects, truncated } from "./faults.ts"
import type { Fault, Outcome } from "./faults.ts"

/** `npm run faults:sdk` cuts at every byte; the short version at some. */
const isLong = process.argv.includes("--all")
const step = isLong ? 1 : 83
const bytes = Array.from({ length: Math.floor(4096 / step) }, (_, n) => n * step)
const deadlineMs = 4000
const graceMs = 1000
/** Calls at once; more would measure this machine, and not the SDK. */
const width = 40

suite("the SDK against a server that misbehaves", () => {
  let other: FaultServer
  let server: FaultServer
  let all: Fault[]
  const figures = { calls: 0, hangs: 0, doubled: 0, untyped: 0, unexpected: 0, longestMs: 0 }

  before(async () => {
    other = await FaultServer.start(() => says(answerBytes(200, {}, "{}")))
    all = [...faults, ...redirects(`${other.origin}/v1/cases/elsewhere`)]
    const byName = new Map(
      [...all, ...bytes.flatMap((byte) => [cutOnce(byte), cutAlways(byte), truncated(byte)])].map(
        (fault) => [fault.name, fault],
      ),
    )
    server = await FaultServer.start(({ path }, nth) => {
      const fault = byName.get(path.split("/").at(-1) ?? "")
      assert.ok(fault, path)
      return fault.behave(nth)
    })
  })
  after(async () => {
    await server.close()
    await other.close()
    console.log(
      `faults:sdk: ${figures.calls} calls, ${figures.hangs} hangs, ${figures.doubled} double effects, ` +
        `${figures.untyped} untyped errors, ${figures.unexpected} unexpected outcomes; ` +
        `longest ${Math.round(figures.longestMs)} ms of ${deadlineMs} ms`,
    )
  })

  const client = () => createClient({ baseUrl: server.origin, audit: true })

  /** Writes and reads under a fault; what came of it, and how long it took. */
  async function run(fault: Fault, way: "write" | "read"): Promise<string[]> {
    const began = performance.now()
    const options = { deadlineMs }
    const call =
      way === "read"
        ? client().cases.get({ caseId: fault.name }, options)
        : client().cases.report(
            fault.name,
            {
              itemCode: "11370699XY000011934370199001001",
              state: "IN_REVIEW",
              source: { scheme: "local", value: "3", text: "审查" },
              occurredAt: "2026-11-25T09:00:00+08:00",
            },
            options,
          )
    const outcome = await call.then(
      () => "answered",
      (error: unknown) => (isTongbanError(error) ? error.name : `untyped ${String(error)}`),
    )
    const tookMs = performance.now() - began
    const effects = server.effects.get(`/v1/case-reports/${fault.name}`)?.size ?? 0
    const isUntyped = outcome.startsWith("untyped")
    const isExpected = fault.outcomes.includes(outcome as Outcome)
    figures.calls++
    figures.longestMs = Math.max(figures.longestMs, tookMs)
    const found = [
      [tookMs > deadlineMs + graceMs, "hangs", `took ${Math.round(tookMs)} ms`],
      [effects > 1, "doubled", `${effects} effects`],
      [isUntyped, "untyped", outcome],
      [!isExpected, "unexpected", `${outcome}, not ${fault.outcomes.join(" or ")}`],
    ] as const
    return found.flatMap(([isFault, figure, what]) => {
      if (!isFault) return []
      figures[figure]++
      return [`${way} ${fault.name}: ${what}`]
    })
  }

  /** All of them, some at once. */
  async function runAll(list: Fault[]): Promise<void> {
    const work = list.flatMap((fault) =>
      (["write", "read"] as const).map((way) => [fault, way] as const),
    )
    const found: string[] = []
    await Promise.all(
      Array.from({ length: width }, async () => {
        for (let next = work.pop(); next !== undefined; next = work.pop())
          found.push(...(await run(...next)))
      }),
    )
    assert.deepEqual(found, [])
  }

  test("cut once at a byte: tried again under the same key, and answered", () =>
    runAll(bytes.map(cutOnce)))

  test("cut at a byte each time: told as a failure of the network", () =>
    runAll(bytes.map(cutAlways)))

  test("cut where nothing tells the length: noticed all the same", () =>
    runAll(bytes.map(truncated)))

  test("odd waits, no JSON, foreign pages, floods, and what never ends", () => runAll(faults))

  test("a redirect is not followed, and nobody else hears of the call", async () => {
    await runAll(redirects(other.origin))
    assert.equal(other.asked.length, 0)
  })
})
