import assert from "node:assert/strict"
import { after, afterEach, before, suite, test } from "node:test"
import { watchSessions } from "@tongban/standards"
import type { SessionEvent } from "@tongban/standards"
import type { Gateway } from "@tongban/sdk/gateway"
import { he, portalOrigin, xu } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"
import { Jar } from "./support/jar.ts"
import { sidsDuring } from "./support/sids.ts"

type Told = SessionEvent & { id: string }

suite("the stream of ended logins", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  afterEach(() => world.closeGateways())
  after(() => world.close())

  /** Follows as a portal's own client; the stream ends with the test. */
  const follow = async (by: "a-portal" | "b-portal", lastEventId?: string) => {
    const url = world.origin + watchSessions.path
    const leave = new AbortController()
    const response = await fetch(url, {
      headers: {
        ...(await world.auth(by).authorize("GET", url)),
        ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
      },
      signal: leave.signal,
    })
    assert.equal(response.status, 200)
    const events = eventsOf(response)
    return {
      next: async () => (await events.next()).value as Told,
      /** What is told before the stream is up to date. */
      async missed(): Promise<Told[]> {
        const told: Told[] = []
        for (;;) {
          const event = (await events.next()).value as Told
          if (event.type === "following") return told
          told.push(event)
        }
      },
      leave: () => {
        leave.abort()
      },
    }
  }

  /** The names that the two portals know one login by, and what ends it. */
  const logInAtBoth = async () => {
    const [gateway, other] = [await world.gateway(), await world.otherGateway()]
    const { done, sids } = await sidsDuring(async () => {
      const login = await world.logInThrough(gateway, he)
      await world.logInAlso(other, login.jar)
      return login
    })
    const [sid = "", sidElsewhere = ""] = sids
    return { sid, sidElsewhere, logOut: () => logOut(gateway, done.cookie) }
  }

  const logOut = (gateway: Gateway, cookie: string) =>
    gateway.fetch(
      new Request(`${portalOrigin}/tongban/logout`, {
        method: "POST",
        headers: { cookie, origin: portalOrigin, "tongban-request": "1" },
      }),
    )

  test("each portal that took part is told, by its own name of the login, and nothing else", async () => {
    const { sid, sidElsewhere, logOut } = await logInAtBoth()
    assert.notEqual(sid, sidElsewhere, "the two portals cannot know that it is one person")
    const [mine, theirs] = [await follow("a-portal"), await follow("b-portal")]
    await Promise.all([mine.missed(), theirs.missed()])
    await logOut()
    const [told, toldElsewhere] = [await mine.next(), await theirs.next()]
    assert.deepEqual([told.type, told.sid], ["ended", sid])
    assert.deepEqual([toldElsewhere.type, toldElsewhere.sid], ["ended", sidElsewhere])
    assert.deepEqual(Object.keys(told).sort(), ["at", "id", "sid", "type"])
    for (const stream of [mine, theirs]) stream.leave()
  })

  test("a portal that took no part is not told", async () => {
    const gateway = await world.gateway()
    const theirs = await follow("b-portal")
    const known = (await theirs.missed()).length
    const { cookie } = await world.logInThrough(gateway, he)
    await logOut(gateway, cookie)
    theirs.leave()
    const again = await follow("b-portal")
    assert.equal((await again.missed()).length, known)
    again.leave()
  })

  test("who comes again hears what came after, from any hub process, also after a restart", async () => {
    const before = await follow("a-portal")
    await before.missed()
    const first = await logInAtBoth()
    await first.logOut()
    const { id } = await before.next()
    before.leave()
    const second = await logInAtBoth()
    await second.logOut()
    await world.closeGateways()
    await world.stop()
    await world.start()
    const again = await follow("a-portal", id)
    assert.ok((await again.missed()).some(({ sid }) => sid === second.sid))
    again.leave()
  })

  test("a new follower hears the last five minutes, one who was away as long as a login lives", async () => {
    const { sid, logOut } = await logInAtBoth()
    const at = new Date().toISOString()
    await logOut()
    const hears = async (lastEventId?: string) => {
      const stream = await follow("a-portal", lastEventId)
      const told = await stream.missed()
      stream.leave()
      return told.some((event) => event.sid === sid)
    }
    try {
      world.ahead = 4 * 60_000
      assert.ok(await hears())
      world.ahead = 6 * 60_000
      assert.ok(!(await hears()), "no token of it is left anywhere")
      assert.ok(await hears(at))
      assert.ok(
        await hears("not ours"),
        "an unknown position hears too much rather than too little",
      )
      world.ahead = 9 * 3_600_000
      assert.ok(!(await hears(at)))
    } finally {
      world.ahead = 0
    }
  })

  test("a portal's own token is nobody's login: it opens no citizen's operation", async () => {
    const { code } = await world.call("a-portal", "POST", "/v1/cases", { itemCode: "x" })
    assert.equal(code, "forbidden")
    assert.equal((await world.call("a-sync", "GET", watchSessions.path)).code, "forbidden")
  })

  test("somebody else logs in in the same browser: the login before is over, and told", async () => {
    const gateway = await world.gateway()
    const jar = new Jar()
    // Two tabs at the login page before anybody is logged in.
    const tab = async () => {
      const begun = await gateway.fetch(new Request(`${portalOrigin}/tongban/login?return=/`))
      return (await jar.visit(begun.headers.get("location") ?? "")).url
    }
    const [first, second] = [await tab(), await tab()]
    const choose = async (url: URL, person: { key: string }) => {
      const chosen = await jar.fetch(new URL(`${url.pathname}/login`, world.origin), {
        method: "POST",
        redirect: "manual",
        headers: { origin: world.origin, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ persona: person.key }),
      })
      return jar.fetch(new URL(chosen.headers.get("location") ?? "", world.origin), {
        redirect: "manual",
      })
    }
    await choose(first, he)
    const stream = await follow("a-portal")
    const before = (await stream.missed()).length
    const form = await (await choose(second, xu)).text()
    const [, action = ""] = /action="([^"]+)"/.exec(form) ?? []
    const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)]
    await jar.fetch(new URL(action), {
      method: "POST",
      redirect: "manual",
      headers: { origin: world.origin, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields.map(([, name = "", value = ""]) => [name, value])),
    })
    assert.equal((await stream.next()).type, "ended", `${before} before`)
    stream.leave()
  })
})

/** The events that a stream tells, one by one, with their ids. */
async function* eventsOf(response: Response): AsyncGenerator<Told, undefined> {
  let text = ""
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    const events = text.split("\n\n")
    text = events.pop() ?? ""
    for (const event of events) {
      const [, id = "", data = ""] = /^id: (.+)\ndata: (.+)$/.exec(event) ?? []
      if (data !== "") yield { ...(JSON.parse(data) as SessionEvent), id }
    }
  }
}
