import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import * as z from "zod/mini"
import {
  createClient,
  isAbortedError,
  isAuthRequiredError,
  isDriftError,
  isProblemError,
  isTimeoutError,
} from "@tongban/sdk"
import type { Drift, Page, Paged } from "@tongban/sdk"
import { endpoint } from "@tongban/standards"
import { createCaller } from "../../src/client/call.ts"
import { answerBytes, FaultServer, hangsAt, says } from "../faults/fault-server.ts"
import type { Asked, Behaviour } from "../faults/fault-server.ts"
import { answer } from "../faults/faults.ts"

/** A paged read, in the shape of the contract. */
const listRows = endpoint({
  id: "rows.list",
  kind: "json",
  method: "GET",
  path: "/v1/rows",
  summary: "List rows.",
  callers: ["public"],
  reach: [],
  query: z.strictObject({ limit: z.optional(z.string()), cursor: z.optional(z.string()) }),
  answer: z.object({
    items: z.array(z.object({ n: z.number() })),
    next: z.optional(z.string()),
  }),
  problems: [],
})

const json = { "content-type": "application/json", "x-request-id": "req-7" }
const answers = (body: unknown, status = 200) =>
  says(answerBytes(status, json, JSON.stringify(body)))

suite("calls of the client", () => {
  let server: FaultServer
  let behave: (asked: Asked, nth: number) => Behaviour

  before(async () => {
    server = await FaultServer.start((asked, nth) => behave(asked, nth))
  })
  after(() => server.close())

  const client = (change: object = {}) => createClient({ baseUrl: server.origin, ...change })
  const report = {
    itemCode: "11370699XY000011934370199001001",
    state: "IN_REVIEW",
    source: { scheme: "local", value: "3", text: "审查" },
    occurredAt: "2026-11-25T09:00:00+08:00",
  }

  suite("pages", () => {
    const pages = [
      { items: [{ n: 1 }, { n: 2 }], next: "a" },
      { items: [], next: "b" },
      { items: [{ n: 3 }], more: "kept" },
    ]
    const cursorOf = ({ path }: Asked) => new URL(path, "http://x").searchParams.get("cursor")
    const list = () => createCaller({ baseUrl: server.origin }).pages(listRows, { query: {} })
    before(() => {
      behave = (asked) => answers(pages[[null, "a", "b"].indexOf(cursorOf(asked))])
    })

    test("awaited, it is one page, with the way to the next", async () => {
      const page = await list()
      assert.deepEqual(page, pages[0], "the JSON as it came")
      assert.deepEqual((await page.nextPage())?.items, [])
      const { response } = await list().withResponse()
      assert.equal(response.requestId, "req-7")
    })

    test("iterated, it is everything; by pages, page for page; unknown fields are kept", async () => {
      const all: number[] = []
      for await (const { n } of list()) all.push(n)
      assert.deepEqual(all, [1, 2, 3])
      const seen: Page<Paged>[] = []
      for await (const page of list().pages()) seen.push(page)
      assert.deepEqual(seen, pages)
      assert.equal(seen[2]?.nextPage(), undefined)
    })

    test("who stops early asks for nothing more", async () => {
      const before = server.asked.length
      for await (const { n } of list()) if (n === 1) break
      assert.equal(server.asked.length - before, 1)
    })

    test("a bad row hides nothing; what is no list is told, and so is a page without end", async () => {
      const drifts: Drift[] = []
      const caller = createCaller({ baseUrl: server.origin, onDrift: (each) => drifts.push(each) })
      behave = () => answers({ items: [{ n: 1 }, { n: "two" }, null] })
      const rows: unknown[] = []
      for await (const row of caller.pages(listRows, { query: {} })) rows.push(row)
      assert.deepEqual(rows, [{ n: 1 }, { n: "two" }, null])
      assert.deepEqual(
        drifts[0]?.issues.map(({ path }) => path),
        ["items.1.n", "items.2"],
      )
      behave = () => answers({ items: "none" })
      await assert.rejects(async () => caller.pages(listRows, { query: {} }), isDriftError)
      behave = () => answers({ items: [{ n: 1 }], next: "again" })
      await assert.rejects(async () => {
        for await (const _ of caller.pages(listRows, { query: {} }));
      }, /leads to itself/)
    })
  })

  test("an answer comes with status, headers and request id, and unchanged", async () => {
    const newer = { ...answer, state: "A_STATE_OF_TOMORROW", extra: [1] }
    behave = () => answers(newer)
    const { data, response } = await client().cases.get({ caseId: "c" }).withResponse()
    assert.deepEqual(data, newer)
    assert.equal(response.status, 200)
    assert.equal(response.headers.get("content-type"), "application/json")
    assert.equal(response.requestId, "req-7")
  })

  test("drift is reported and the answer given back; in audit mode it is an error", async () => {
    const drifts: Drift[] = []
    const onDrift = (drift: Drift) => drifts.push(drift)
    behave = () => answers({ ...answer, turn: "nobody" })
    const kase = await client({ onDrift }).cases.get({ caseId: "c" })
    assert.partialDeepStrictEqual(kase, { turn: "nobody" })
    assert.equal(drifts[0]?.operation, "cases.get")
    assert.equal(drifts[0].requestId, "req-7")
    await assert.rejects(
      async () => client({ audit: true }).cases.get({ caseId: "c" }),
      (error) => isDriftError(error) && /turn/.test(error.message) && error.requestId === "req-7",
    )
  })

  test("what is no JSON object is an error also where nothing is checked", async () => {
    for (const body of [null, [], 17, "text"]) {
      behave = () => answers(body)
      await assert.rejects(
        async () => client().cases.get({ caseId: "c" }, { deadlineMs: 3000 }),
        isDriftError,
      )
    }
  })

  test("a request that the contract refuses is not sent, and says where and what would fit", async () => {
    behave = () => answers(answer)
    const before = server.asked.length
    const bad = { ...report, occurredAt: "yesterday" }
    await assert.rejects(
      async () => client().cases.report("N-1", bad),
      (error) =>
        isProblemError(error, "invalid_request") &&
        error.message.includes("body.occurredAt: invalid_format"),
    )
    assert.equal(server.asked.length, before)
    await client({ checkRequests: false }).cases.report("N-1", bad)
    assert.equal(server.asked.length, before + 1)
  })

  test("a write carries one key through all its tries, and the caller's where there is one", async () => {
    behave = (_, nth) => (nth < 3 ? answers({}, 503) : answers(answer))
    await client().cases.report("N-key", report)
    const sent = server.asked.filter(({ path }) => path.endsWith("N-key"))
    assert.equal(sent.length, 3)
    assert.equal(new Set(sent.map(({ headers }) => headers.get("idempotency-key"))).size, 1)
    await client().cases.report("N-own", report, { idempotencyKey: "own-key-0001" })
    assert.ok(server.effects.get("/v1/case-reports/N-own")?.has("own-key-0001"))
  })

  test("each try has a proof of its own", async () => {
    behave = (_, nth) => (nth === 1 ? answers({}, 503) : answers(answer))
    let proofs = 0
    const auth = {
      authorize: () => Promise.resolve({ dpop: `proof ${++proofs}` }),
      prove: () => Promise.resolve(""),
    }
    await client({ auth }).cases.get({ caseId: "proofs" })
    const sent = server.asked.filter(({ path }) => path.endsWith("proofs"))
    assert.deepEqual(
      sent.map(({ headers }) => headers.get("dpop")),
      ["proof 1", "proof 2"],
    )
  })

  test("the caller's signal ends it at once, also while it waits for the next try", async () => {
    behave = () => hangsAt(Buffer.from("x"), 0)
    for (const caseId of ["hangs", "waits"]) {
      if (caseId === "waits") behave = () => says(answerBytes(503, { "retry-after": "9" }, ""))
      const began = performance.now()
      const signal = AbortSignal.timeout(100)
      await assert.rejects(async () => client().cases.get({ caseId }, { signal }), isAbortedError)
      assert.ok(performance.now() - began < 1000)
    }
    const deaf = () => new Promise<never>(() => undefined)
    const began = performance.now()
    await assert.rejects(
      async () =>
        client({ fetch: deaf }).cases.get({ caseId: "c" }, { signal: AbortSignal.timeout(100) }),
      isAbortedError,
    )
    assert.ok(performance.now() - began < 1000, "a fetch that does not look at it")
    const signal = AbortSignal.abort()
    await assert.rejects(
      async () => client().cases.get({ caseId: "c" }, { signal }),
      isAbortedError,
    )
  })

  test("the deadline holds whatever a fetch or a proof does", async () => {
    const never = () => new Promise<never>(() => undefined)
    for (const change of [{ fetch: never }, { auth: { authorize: never, prove: never } }]) {
      const began = performance.now()
      await assert.rejects(
        async () => client(change).cases.get({ caseId: "c" }, { deadlineMs: 200 }),
        isTimeoutError,
      )
      assert.ok(performance.now() - began < 1200)
    }
  })

  test("a client that cannot prove itself, and one that the hub does not know, need their login", async () => {
    const auth = {
      authorize: () => Promise.reject(new Error("no key")),
      prove: () => Promise.resolve(""),
    }
    await assert.rejects(
      async () => client({ auth }).cases.get({ caseId: "c" }),
      (error) => isAuthRequiredError(error) && error.message.includes("no key"),
    )
    behave = () => answers({ code: "login_required" }, 401)
    await assert.rejects(
      async () => client().cases.get({ caseId: "c" }),
      (error) => isAuthRequiredError(error) && isProblemError(error, "login_required"),
    )
  })

  test("a refusal of a newer hub is told in that hub's words", async () => {
    behave = () =>
      answers({ code: "of_tomorrow", title: "Not before tomorrow", detail: "Come back." }, 409)
    await assert.rejects(
      async () => client().cases.get({ caseId: "c" }),
      (error) =>
        isProblemError(error) &&
        error.code === "of_tomorrow" &&
        error.message === "Not before tomorrow" &&
        error.fix === "Come back." &&
        error.requestId === "req-7",
    )
  })
})
