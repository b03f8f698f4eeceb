import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import type { Case } from "@tongban/standards"
import { redeem, report } from "./support/department.ts"
import { he, item, xu } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

suite("cases: who reads and who tells them", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  after(() => world.close())

  test("a department reports only its own items, and cannot read another's case", async () => {
    const { body } = await report(world, `N-${randomUUID()}`, "ACCEPTED", "30")
    const { id } = body as Case
    assert.equal(
      (await report(world, "N-b", "ACCEPTED", "30", undefined, "b-sync")).code,
      "item_unknown",
    )
    assert.equal((await world.call("a-sync", "GET", `/v1/cases/${id}`)).status, 200)
    assert.equal((await world.call("b-sync", "GET", `/v1/cases/${id}`)).code, "not_found")
    assert.equal((await world.call("b-register", "GET", `/v1/cases/${id}`)).code, "forbidden")
  })

  test("a citizen reads their own draft, and another's looks like none", async () => {
    const [mine, other] = await Promise.all([world.logIn(he), world.logIn(xu)])
    const { id } = await mine.openDraft()
    assert.equal((await mine.ask("GET", `/tongban/v1/cases/${id}`)).status, 200)
    assert.equal((await other.ask("GET", `/tongban/v1/cases/${id}`)).code, "not_found")
    const surface = {
      draft: id,
      itemCode: item.code,
      requirements: [item.requirement],
      mode: "frame",
    }
    assert.equal((await other.ask("POST", "/tongban/surfaces", surface)).code, "not_found")
  })

  test("a report by the bound number names the draft; the known state is named, not doubled", async () => {
    const paper = await world.register(he)
    const citizen = await world.logIn(he)
    const { draft, handle } = await citizen.pick(paper.id)
    const number = `N-${randomUUID()}`
    await redeem(world, [handle], number)
    const submitted = (await report(world, number, "SUBMITTED", "12")).body as Case
    assert.equal(submitted.id, draft)
    assert.deepEqual(
      submitted.events.map(({ to }) => to),
      ["DRAFT", "SUBMITTED"],
    )
    assert.equal(submitted.source?.value, "12")
    const accepted = (await report(world, number, "ACCEPTED", "30")).body as Case
    assert.deepEqual(
      accepted.events.map(({ to }) => to),
      ["DRAFT", "SUBMITTED", "ACCEPTED"],
    )
  })

  test("who follows a case hears each change", async () => {
    const paper = await world.register(he)
    const citizen = await world.logIn(he)
    const { draft, handle } = await citizen.pick(paper.id)
    const number = `N-${randomUUID()}`
    await redeem(world, [handle], number)
    const leave = new AbortController()
    const response = await citizen.stream(
      "GET",
      `/tongban/v1/cases/${draft}/events`,
      undefined,
      leave.signal,
    )
    assert.match(response.headers.get("content-type") ?? "", /event-stream/)
    const states = statesOf(response)
    assert.equal((await states.next()).value, "SUBMITTED", "the state as it stands, at once")
    await report(world, number, "ACCEPTED", "30")
    let heard = "SUBMITTED"
    while (heard === "SUBMITTED") heard = String((await states.next()).value)
    assert.equal(heard, "ACCEPTED")
    leave.abort()
  })
})

/** The states that a stream tells, one by one. */
async function* statesOf(response: Response): AsyncGenerator<string, undefined> {
  let text = ""
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    const events = text.split("\n\n")
    text = events.pop() ?? ""
    for (const event of events)
      yield (JSON.parse(event.replace(/^id: .*\ndata: /, "")) as Case).state
  }
}
