import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { createClient } from "@tongban/sdk"
import { reportBatch } from "@tongban/standards"
import type { Case, CaseReportAnswer } from "@tongban/standards"
import { answerOf } from "./support/answers.ts"
import { item, xu } from "./support/hub-settings.ts"
import type { ClientId } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

suite("many cases are reported in one batch, a line each", () => {
  let world: HubWorld
  let statements = 0

  before(async () => {
    world = await HubWorld.make()
    await world.stop()
    world.settings.onStatement = () => statements++
    await world.start()
  })
  after(() => world.close())

  const newNumber = () => `N-${randomUUID()}`
  const line = (localNumber: string, state = "RECEIVED", more: object = {}) => ({
    localNumber,
    itemCode: item.code,
    state,
    source: { scheme: "epoint", value: "26" },
    occurredAt: "2026-11-24T10:00:00+08:00",
    ...more,
  })
  const send = async (
    body: string | Uint8Array<ArrayBuffer>,
    { type = "application/x-ndjson", by = "a-sync" }: { type?: string; by?: ClientId } = {},
  ) => {
    const url = `${world.origin}/v1/case-reports`
    const headers = { ...(await world.auth(by).authorize("POST", url)), "content-type": type }
    return fetch(url, { method: "POST", headers, body })
  }
  const written = (lines: readonly object[]) => lines.map((each) => JSON.stringify(each)).join("\n")
  const answersTo = async (body: string | Uint8Array<ArrayBuffer>) => {
    const response = await send(body)
    assert.equal(response.status, 200)
    assert.match(response.headers.get("content-type") ?? "", /^application\/x-ndjson/)
    return (await response.text())
      .split("\n")
      .filter((text) => text !== "")
      .map((text) => JSON.parse(text) as CaseReportAnswer)
  }
  const caseOf = async (number: string) =>
    (await world.call("a-sync", "GET", `/v1/case-numbers/${number}`)).body as Case
  const codes = (answers: readonly CaseReportAnswer[]) =>
    answers.map(({ id, problem }) => problem?.code ?? (id === undefined ? "nothing" : "taken"))

  test("each line is answered by its number and its case, in the order of the lines", async () => {
    const numbers = [newNumber(), newNumber(), newNumber()]
    const answers = await answersTo(written(numbers.map((number) => line(number))))
    assert.deepEqual(
      answers.map((answer) => answer.line),
      [1, 2, 3],
    )
    for (const [at, number] of numbers.entries())
      assert.equal((await caseOf(number)).id, answers[at]?.id)
  })

  test("a bad line hides none of the others, and is told its place, its rule and what would fit", async () => {
    const [first, last] = [newNumber(), newNumber()]
    const lines = [
      written([line(first)]),
      "{",
      written([line(newNumber(), "RECEIVED", { party: { scheme: "999", number: xu.number } })]),
      written([line(newNumber(), "RECEIVED", { itemCode: "another" })]),
      written([
        line(newNumber(), "CORRECTION_REQUESTED", {
          correction: { items: [{ requirement: "r99", text: { zh: "没有这一项" } }] },
        }),
      ]),
      written([line(newNumber(), "RECEIVED", { occurredAt: "2099-01-01T00:00:00+08:00" })]),
      `"${"x".repeat(300_000)}"`,
      "",
      written([line(last)]),
    ]
    const answers = await answersTo(lines.join("\r\n"))
    assert.deepEqual(codes(answers), [
      "taken",
      "invalid_request",
      "invalid_request",
      "item_unknown",
      "requirement_unknown",
      "invalid_request",
      "too_large",
      "taken",
    ])
    assert.deepEqual(answers[1]?.problem?.params["faults"], [{ place: "line", rule: "json" }])
    assert.deepEqual(answers[2]?.problem?.params["faults"], [
      { place: "line.party.scheme", rule: "invalid_value", allowed: ["111"] },
    ])
    assert.equal(answers[1].problem.title, "有内容不符合要求")
    assert.deepEqual([answers.at(-1)?.line, (await caseOf(last)).id], [9, answers.at(-1)?.id])
  })

  test("bytes that are no UTF-8 are refused by themselves: no half of a character is kept", async () => {
    const good = Buffer.from(`${written([line(newNumber())])}\n`)
    const bad = Buffer.concat([Buffer.from('{"localNumber":"'), Buffer.from([0xb0, 0xec]), good])
    const [first, second] = await answersTo(Buffer.concat([bad, good]))
    assert.deepEqual(first?.problem?.params["faults"], [{ place: "line", rule: "utf8" }])
    assert.equal(second?.problem, undefined)
  })

  test("the same batch again answers the same and does nothing, whatever happened between", async () => {
    const number = newNumber()
    const batch = written([line(number), line(newNumber(), "ACCEPTED"), line(newNumber(), "")])
    const first = await answersTo(batch)
    await answersTo(written([line(number, "ACCEPTED")]))
    assert.deepEqual(await answersTo(batch), first)
    assert.deepEqual(
      (await caseOf(number)).events.map(({ to }) => to),
      ["RECEIVED", "ACCEPTED"],
    )
  })

  test("two of the same batch at once have one effect", async () => {
    const numbers = Array.from({ length: 20 }, newNumber)
    const batch = written(numbers.map((number) => line(number)))
    const all = await Promise.all([answersTo(batch), answersTo(batch), answersTo(batch)])
    assert.deepEqual(all[1], all[0])
    assert.deepEqual(all[2], all[0])
    for (const number of numbers) assert.equal((await caseOf(number)).events.length, 1)
  })

  test("a line with a key of its own may say the same again; another line under that key is refused", async () => {
    const number = newNumber()
    const [one, two] = [randomUUID(), randomUUID()]
    const answers = await answersTo(
      written([
        line(number, "ACCEPTED", { key: one }),
        line(number, "IN_REVIEW"),
        line(number, "ACCEPTED", { key: two }),
        line(newNumber(), "ACCEPTED", { key: two }),
      ]),
    )
    assert.deepEqual(codes(answers), ["taken", "taken", "taken", "idempotency_conflict"])
    assert.deepEqual(
      (await caseOf(number)).events.map(({ to }) => to),
      ["ACCEPTED", "IN_REVIEW", "ACCEPTED"],
    )
  })

  test("the life of one case in one batch is told in the order of its lines", async () => {
    const number = newNumber()
    const states = ["SUBMITTED", "RECEIVED", "ACCEPTED", "IN_REVIEW", "DECIDED_GRANTED", "CLOSED"]
    await answersTo(written(states.map((state) => line(number, state))))
    assert.deepEqual(
      (await caseOf(number)).events.map(({ to }) => to),
      states,
    )
  })

  test("a party finds the case at the first login, and one case follows on another of the batch", async () => {
    const [first, next] = [newNumber(), newNumber()]
    const party = { scheme: "111", number: xu.number }
    const [answer] = await answersTo(
      written([
        line(first, "CLOSED", { party }),
        line(next, "RECEIVED", { party, follows: first }),
      ]),
    )
    const citizen = await world.logIn(xu)
    const { body } = await citizen.ask("GET", `/tongban/v1/case-numbers/${next}`)
    assert.deepEqual((body as Case).follows, { id: answer?.id })
  })

  test("a thousand lines cost a handful of statements", async () => {
    const batch = written(Array.from({ length: 1000 }, () => line(newNumber())))
    await world.call("a-sync", "GET", "/v1/cases/none")
    statements = 0
    const answers = await answersTo(batch)
    assert.equal(answers.filter(({ id }) => id !== undefined).length, 1000)
    assert.ok(statements <= 6, `${statements} statements`)
  })

  test("a batch beyond its bounds is refused whole, and nothing of it is done", async () => {
    const number = newNumber()
    const lines = [written([line(number)]), ...Array.from({ length: reportBatch.lines }, () => "1")]
    const tooMany = await answerOf(await send(lines.join("\n")))
    assert.deepEqual([tooMany.status, tooMany.code], [413, "too_many_lines"])
    assert.deepEqual(tooMany.params, { lines: reportBatch.lines + 1, most: reportBatch.lines })
    const tooLarge = await send(`${lines[0] ?? ""}\n${" ".repeat(reportBatch.bytes)}`)
    assert.equal((await answerOf(tooLarge)).code, "too_large")
    assert.equal((await world.call("a-sync", "GET", `/v1/case-numbers/${number}`)).status, 404)
  })

  test("it is lines of JSON and nothing else, from a client that reports", async () => {
    const wrong = await answerOf(await send(written([line(newNumber())]), { type: "text/plain" }))
    assert.equal(wrong.code, "invalid_request")
    const json = await answerOf(
      await send(written([line(newNumber())]), { type: "application/json" }),
    )
    assert.deepEqual(json.params?.["faults"], [
      {
        place: "headers.content-type",
        rule: "media_type",
        expected: "application/x-ndjson",
      },
    ])
    const redeemer = await send(written([line(newNumber())]), { by: "a-redeem" })
    assert.equal((await answerOf(redeemer)).code, "forbidden")
    const response = await send(written([line(newNumber())]), { by: "b-sync" })
    const answer = JSON.parse(await response.text()) as CaseReportAnswer
    assert.equal(answer.problem?.code, "item_unknown", "a department reports its own items only")
  })
})

suite("the SDK reports any number of cases", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  after(() => world.close())

  test("in batches as they come, numbered over all; sent again after a lost answer they do nothing", async () => {
    let requests = 0
    const tongban = createClient({
      baseUrl: world.origin,
      auth: world.auth("a-sync"),
      audit: true,
      async fetch(request) {
        const response = await fetch(request)
        // The first answer is lost on its way.
        if (requests++ === 0) throw new TypeError("the line was cut")
        return response
      },
    })
    const run = randomUUID().slice(0, 8)
    const count = 5_002
    async function* reports() {
      for (let n = 1; n <= count; n++)
        yield await Promise.resolve({
          localNumber: n === 2 ? "has a blank" : `S-${run}-${n}`,
          itemCode: item.code,
          state: "RECEIVED",
          source: { scheme: "epoint", value: "26" },
          occurredAt: "2026-11-24T10:00:00+08:00",
        })
    }
    const answers: CaseReportAnswer[] = []
    for await (const answer of tongban.cases.reportAll(reports())) answers.push(answer)
    assert.deepEqual(
      answers.map(({ line }) => line),
      Array.from({ length: count }, (_, at) => at + 1),
    )
    assert.equal(requests, 3, "two batches, one of them tried again")
    const refused = answers.filter(({ problem }) => problem !== undefined)
    assert.deepEqual(
      refused.map(({ line, problem }) => [line, problem?.code]),
      [[2, "invalid_request"]],
    )
    const last = await tongban.cases.find({ localNumber: `S-${run}-1` })
    assert.deepEqual([last.id, last.events.length], [answers[0]?.id, 1])
  })
})
