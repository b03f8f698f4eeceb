import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { createClient } from "@tongban/sdk"
import type { Tongban } from "@tongban/sdk"
import type { Case } from "@tongban/standards"
import type { CitizenSession } from "./support/citizen-session.ts"
import { report } from "./support/department.ts"
import { he } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

/** One event as it came, or what came in its place. */
type Told = { id: string; case: Case } | "nothing yet"

suite("a case is followed by server-sent events, and again from where one left off", () => {
  let world: HubWorld
  let portal: Tongban
  let citizen: CitizenSession

  before(async () => {
    world = await HubWorld.make()
    portal = createClient({ baseUrl: world.origin, auth: world.auth("a-redeem") })
    citizen = await world.logIn(he)
  })
  after(() => world.close())

  const submitted = async () => {
    const { id } = await citizen.openDraft()
    const number = `N-${randomUUID()}`
    await portal.cases.submit({ caseId: id }, { localNumber: number })
    return { id, number }
  }
  /** Follows a case; `leave` cuts the line. */
  const follow = async (id: string, lastEventId?: string) => {
    const left = new AbortController()
    const response = await citizen.stream(
      "GET",
      `/tongban/v1/cases/${id}/events`,
      undefined,
      left.signal,
      lastEventId === undefined ? {} : { "last-event-id": lastEventId },
    )
    assert.equal(response.status, 200)
    const told = toldBy(response)
    return {
      next: async () => (await told.next()).value as Told,
      leave: () => {
        left.abort()
      },
    }
  }
  const heard = (told: Told) => {
    if (told === "nothing yet") throw new Error("nothing was told")
    return told
  }

  test("cut, changed twice, and followed again: nothing is lost, and nothing told twice", async () => {
    const { id, number } = await submitted()
    const first = await follow(id)
    const begun = heard(await first.next())
    first.leave()

    await report(world, number, "RECEIVED", "26")
    await report(world, number, "ACCEPTED", "30")
    const second = await follow(id, begun.id)
    const caughtUp = heard(await second.next())
    await report(world, number, "IN_REVIEW", "32")
    const live = heard(await second.next())
    second.leave()

    const stepsAfter = (one: Case, other: Case) =>
      one.events.slice(other.events.length).map(({ to }) => to)
    assert.deepEqual(stepsAfter(caughtUp.case, begun.case), ["RECEIVED", "ACCEPTED"])
    assert.deepEqual(stepsAfter(live.case, caughtUp.case), ["IN_REVIEW"])
    const ids = new Set(live.case.events.map((event) => event.id))
    assert.equal(ids.size, live.case.events.length)
  })

  test("followed again with nothing changed: it is open at once, and tells only what comes", async () => {
    const { id, number } = await submitted()
    const first = await follow(id)
    const begun = heard(await first.next())
    first.leave()
    const second = await follow(id, begun.id)
    assert.equal(await second.next(), "nothing yet")
    await report(world, number, "RECEIVED", "26")
    const { case: kase, id: position } = heard(await second.next())
    assert.deepEqual([kase.state, position], ["RECEIVED", String(kase.version)])
    second.leave()
  })

  test("a position that is none of ours is told the case as it stands", async () => {
    const { id } = await submitted()
    for (const position of ["abc", "999999"]) {
      const line = await follow(id, position)
      assert.equal(heard(await line.next()).case.id, id)
      line.leave()
    }
  })

  test("another's case is no stream: it looks like none", async () => {
    const answer = await citizen.ask("GET", `/tongban/v1/cases/${randomUUID()}/events`)
    assert.deepEqual([answer.status, answer.code], [404, "not_found"])
  })
})

async function* toldBy(response: Response): AsyncGenerator<Told, undefined> {
  let text = ""
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    const blocks = text.split("\n\n")
    text = blocks.pop() ?? ""
    for (const block of blocks) {
      const [, id = "", data] = /^id: (.*)\ndata: (.*)$/.exec(block) ?? []
      yield data === undefined ? "nothing yet" : { id, case: JSON.parse(data) as Case }
    }
  }
}
