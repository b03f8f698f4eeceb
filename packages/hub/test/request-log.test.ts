import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { redemptionsOf } from "./support/answers.ts"
import { redeem, report } from "./support/department.ts"
import { startHubProcess } from "./support/hub-process.ts"
import type { HubProcess } from "./support/hub-process.ts"
import { he, item } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"
import { pdf, RawTus, surfaceFor } from "./support/uploading.ts"

interface Line {
  requestId: string
  operation: string
  method: string
  status: number
  ms: number
  client?: string
  problem?: string
}

suite("the log of requests", () => {
  let world: HubWorld
  let hub: HubProcess

  before(async () => {
    world = await HubWorld.make({}, (settings) => {
      settings.requestLog = true
    })
    await world.stop()
    hub = await startHubProcess(world.settings)
  })
  after(async () => {
    await hub.kill()
    await world.close()
  })

  /** The lines so far; that of the request with this id among them. */
  const linesWith = async (requestId: string): Promise<Line[]> => {
    while (!hub.output().includes(requestId)) await new Promise((resolve) => setImmediate(resolve))
    return hub
      .output()
      .split("\n")
      .filter((line) => line.startsWith("{") && line.endsWith("}"))
      .map((line) => JSON.parse(line) as Line)
  }

  test("a line for each: what was asked, how it ended, how long it took, by which client", async () => {
    const url = `${world.origin}/v1/cases/nothing-there`
    const answer = await fetch(url, { headers: await world.auth("a-sync").authorize("GET", url) })
    const id = answer.headers.get("x-request-id") ?? ""
    const line = (await linesWith(id)).find(({ requestId }) => requestId === id)
    assert.ok(line)
    const { operation, method, status, client, problem, ms } = line
    assert.deepEqual(
      { operation, method, status, client, problem },
      {
        operation: "cases.get",
        method: "GET",
        status: 404,
        client: "a-sync",
        problem: "not_found",
      },
    )
    assert.ok(Number.isInteger(ms))
  })

  test("a whole story leaves nothing of anybody there, no number, no name, no token", async () => {
    const marked = `MARKED-${randomUUID()}`
    const paper = await world.register(he, marked, {
      number: `样${marked}`,
    })
    const citizen = await world.logIn(he)
    const picked = await citizen.pick(paper.id)
    const { token } = await surfaceFor(citizen, [item.selfMade])
    const material = await new RawTus(world, token).whole(pdf(2000))
    const number = `号-${marked}`
    const [redemption] = redemptionsOf(await redeem(world, [picked.handle], number))
    assert.ok(redemption)
    await report(world, encodeURIComponent(number), "ACCEPTED", "30")
    const path = `/v1/cases?localNumber=${encodeURIComponent(number)}`
    await world.call("a-sync", "GET", path)
    await citizen.ask("GET", `/tongban/v1/cases/${picked.draft}`)
    await world.call("a-sync", "GET", `/v1/items?q=${marked}`, undefined, null)
    // What is refused: malformed, unknown, too long, with a number in its address, with a wrong token.
    const refused = [
      ["GET", `/v1/${marked}`],
      ["GET", `/v1/cases/${he.number}`],
      ["GET", `/v1/cases/%zz${marked}`],
      ["POST", "/v1/redemptions", { handles: [marked], localNumber: he.name, operator: marked }],
    ] as const
    for (const [method, at, body] of refused) await world.call("a-redeem", method, at, body)
    const last = await fetch(`${world.origin}/v1/cases?${marked}=${he.number}`, {
      headers: { authorization: `Bearer ${marked}`, "user-agent": marked, referer: marked },
    })

    const lines = await linesWith(last.headers.get("x-request-id") ?? "")
    const operations = new Set(lines.map(({ operation }) => operation))
    for (const each of ["materials.redeem", "surface.upload", "cases.report", "not_found"])
      assert.ok(
        [...operations].some((operation) => operation.startsWith(each)),
        each,
      )
    const secrets = [
      marked,
      encodeURIComponent(number),
      he.name,
      he.number,
      picked.handle,
      picked.draft,
      paper.id,
      paper.digest,
      material,
      token,
      redemption.id,
      redemption.ticket,
      redemption.acc,
    ]
    for (const secret of secrets) assert.ok(!hub.output().includes(secret), secret)
    assert.doesNotMatch(hub.output(), /DPoP|Bearer|eyJ|cookie|127\.0\.0\.1/i)
  })
})
