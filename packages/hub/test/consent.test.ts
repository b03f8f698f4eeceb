import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { AskedPaper, bearer } from "./support/consent.ts"
import { redemptionsOf } from "./support/answers.ts"
import { he, health, item, xu } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"
import { Jar } from "./support/jar.ts"

const minutes = (count: number): number => count * 60_000

suite("consent on a page of its own", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  after(() => world.close())

  /** Nothing was decided: the frame still waits. */
  const stillOpen = async (asked: AskedPaper) => {
    assert.deepEqual((await asked.state()).body, { state: "open" })
  }

  test("agreed: the frame learns the handle by its own token, and the department can redeem it", async () => {
    const asked = await AskedPaper.ask(world, he)
    await stillOpen(asked)
    const { form } = await asked.shown(world)
    assert.deepEqual((await asked.decide(form)).body, { decision: "agreed" })
    const { body } = await asked.state()
    const { state, item: picked } = body as {
      state: string
      item: { requirement: string; handle: string }
    }
    assert.equal(state, "agreed")
    assert.equal(picked.requirement, health.requirement)
    assert.match(picked.handle, /^tbh1_[A-Za-z0-9_-]{43}$/)
    assert.deepEqual((await asked.state()).body, body, "told again, it is the same handle")
    const redeemed = await world.call("a-redeem", "POST", "/v1/redemptions", {
      handles: [picked.handle],
      localNumber: `L-${randomUUID()}`,
      operator: { kind: "system", name: "test" },
    })
    assert.equal(redeemed.status, 201, JSON.stringify(redeemed.body))
    assert.equal(redemptionsOf(redeemed).length, 1)
  })

  test("the notice says why it is needed and what it means, in the language that it was asked in", async () => {
    const asked = await AskedPaper.ask(world, he)
    const { notice } = await asked.shown(world)
    assert.equal(notice?.title, "健康证明属于敏感信息，单独问您")
    assert.deepEqual(
      notice.facts.map(({ term }) => term),
      ["谁用", "用哪几项", "属于哪一类", "做什么", "为什么要", "对您的影响", "到哪天", "怎样撤回"],
    )
    const said = JSON.stringify(notice)
    for (const words of ["医疗健康", health.sensitive.necessity.zh, health.sensitive.impact.zh])
      assert.ok(said.includes(words), words)

    const { body } = await asked.again("en")
    const address = new URL((body as { url: string }).url)
    const page = await (await asked.citizen.jar.fetch(address)).text()
    assert.match(page, /<html lang="en">/)
    assert.ok(page.includes(health.sensitive.necessity.en))
  })

  test("in the frame itself a sensitive paper cannot be decided", async () => {
    const asked = await AskedPaper.ask(world, he)
    const { code } = await asked.citizen.atHub(
      "POST",
      "/v1/surface/decisions",
      {
        decision: "agreed",
        choices: [{ requirement: health.requirement, material: asked.material }],
        language: "zh-CN",
        noticeTextHash: "0".repeat(64),
        shownAt: new Date().toISOString(),
      },
      { ...bearer(asked.token), "idempotency-key": randomUUID() },
    )
    assert.equal(code, "needs_own_page")
  })

  test("refused: the frame learns it, and there is no handle", async () => {
    const asked = await AskedPaper.ask(world, he)
    const { form } = await asked.shown(world)
    assert.equal((await asked.decide(form, "refused")).status, 200)
    assert.deepEqual((await asked.state()).body, { state: "refused" })
    assert.equal((await asked.shown(world)).decision, "refused")
  })

  test("a form that is sent again decides nothing: what was decided first stands", async () => {
    const asked = await AskedPaper.ask(world, he)
    const { form } = await asked.shown(world)
    await asked.decide(form, "refused")
    for (const decision of ["agreed", "refused"] as const)
      assert.equal((await asked.decide(form, decision)).code, "consent_decided")
    assert.deepEqual((await asked.state()).body, { state: "refused" })
  })

  test("opened twice: either page may decide, and the other is told what was decided", async () => {
    const asked = await AskedPaper.ask(world, he)
    const [one, two] = [await asked.shown(world), await asked.shown(world)]
    assert.equal((await asked.decide(two.form)).status, 200)
    assert.equal((await asked.decide(one.form, "refused")).code, "consent_decided")
    const late = await asked.shown(world)
    assert.deepEqual([late.decision, late.form], ["agreed", undefined])
    assert.equal((await asked.state()).status, 200)
  })

  test("both clicks at once: one decides", async () => {
    const asked = await AskedPaper.ask(world, he)
    const { form } = await asked.shown(world)
    const answers = await Promise.all([asked.decide(form), asked.decide(form, "refused")])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
  })

  test("closed: nothing is decided, and after 10 minutes nothing can be", async (t) => {
    const asked = await AskedPaper.ask(world, he)
    const { form } = await asked.shown(world)
    await stillOpen(asked)
    t.after(() => (world.ahead = 0))
    world.ahead = minutes(11)
    assert.deepEqual((await asked.state()).body, { state: "expired" })
    assert.equal((await asked.decide(form)).code, "consent_expired")
    const { refusal, notice } = await asked.shown(world)
    assert.deepEqual([refusal, notice], ["consent_expired", undefined])
  })

  test("asked for again, what was asked before is over", async () => {
    const asked = await AskedPaper.ask(world, he)
    const { form } = await asked.shown(world)
    assert.equal((await asked.again()).status, 201)
    assert.equal((await asked.decide(form)).code, "consent_expired")
    assert.deepEqual((await asked.state()).body, { state: "expired" })
  })

  test("another account: the page names no paper and decides nothing; it offers to switch", async () => {
    const asked = await AskedPaper.ask(world, he)
    const { form } = await asked.shown(world)
    const other = await world.logIn(xu)
    const { shown } = await asked.page(other.jar, world.origin)
    assert.deepEqual([shown.refusal, shown.account], ["other_account", "*秀英"])
    assert.ok(!JSON.stringify(shown).includes("健康证明"))
    assert.equal(new URL(shown.loginUrl).searchParams.get("prompt"), "login")
    assert.equal((await asked.decide(form, "agreed", other)).code, "other_account")
    await stillOpen(asked)
  })

  test("nobody logged in: the page names no paper, and the form decides nothing", async () => {
    const asked = await AskedPaper.ask(world, he)
    const { form } = await asked.shown(world)
    const { shown } = await asked.page(new Jar(), world.origin)
    assert.equal(shown.refusal, "login_required")
    assert.ok(!JSON.stringify(shown).includes("健康证明"))
    const response = await fetch(`${world.origin}/consent/${asked.id}`, {
      method: "POST",
      headers: { origin: world.origin, "content-type": "application/json" },
      body: JSON.stringify({ decision: "agreed", form }),
    })
    assert.equal(((await response.json()) as { code: string }).code, "login_required")
    await stillOpen(asked)
  })

  test("whoever logged in more than 5 minutes ago logs in again, and comes back to the page", async (t) => {
    const asked = await AskedPaper.ask(world, he)
    const { form } = await asked.shown(world)
    t.after(() => (world.ahead = 0))
    world.ahead = minutes(6)
    const { refusal, notice, loginUrl } = await asked.shown(world)
    assert.deepEqual([refusal, notice], ["login_stale", undefined])
    assert.equal((await asked.decide(form)).code, "login_stale")

    // The hub knows him and asks all the same.
    const { jar } = asked.citizen
    const { url } = await jar.visit(loginUrl)
    assert.match(url.pathname, /^\/interaction\//)
    world.ahead = minutes(4)
    const chosen = await jar.fetch(new URL(`${url.pathname}/login`, world.origin), {
      method: "POST",
      redirect: "manual",
      headers: { origin: world.origin, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ persona: he.key }),
    })
    const back = await jar.visit(new URL(chosen.headers.get("location") ?? "", world.origin).href)
    assert.equal(back.url.href, `${world.origin}/consent/${asked.id}`)
    assert.equal((await asked.decide((await asked.shown(world)).form)).status, 200)
  })

  test("a forged Origin decides nothing", async () => {
    const asked = await AskedPaper.ask(world, he)
    const { form } = await asked.shown(world)
    for (const origin of ["https://evil.example", "null", `${world.origin}.evil.example`])
      assert.equal(
        (await asked.decide(form, "agreed", asked.citizen, { origin })).code,
        "forbidden",
      )
    await stillOpen(asked)
  })

  test("a form of another request, of another login, changed or made up decides nothing", async () => {
    const asked = await AskedPaper.ask(world, he)
    const { form = "" } = await asked.shown(world)
    const other = await AskedPaper.ask(world, he)
    const { form: foreign = "" } = await other.shown(world)
    const [, mac = ""] = /\.([^.]*)$/.exec(form) ?? []
    const later = `${new Date(Date.now() + 1000).toISOString()}.${mac}`
    for (const wrong of [foreign, later, `${form}x`, form.slice(0, -1), "x", "."])
      assert.equal((await asked.decide(wrong)).code, "form_stale", wrong)
    // The same person, logged in elsewhere: a page that was shown there.
    const elsewhere = await world.logIn(he)
    assert.equal((await asked.decide(form, "agreed", elsewhere)).code, "form_stale")
    await stillOpen(asked)
  })

  test("another surface, the citizen's own too, learns nothing of it", async () => {
    const asked = await AskedPaper.ask(world, he)
    const other = await AskedPaper.ask(world, he)
    assert.equal((await asked.state(other.token)).code, "not_found")
    assert.equal((await asked.citizen.atHub("GET", `/v1/surface/consents/${asked.id}`)).status, 401)
  })

  test("where the guide doesn't say why it is needed, a sensitive paper is not asked for", async () => {
    const citizen = await world.logIn(xu)
    const { id } = await world.register(xu, `ref-${randomUUID()}`, { sensitive: true })
    const surface = await citizen.openSurface((await citizen.openDraft()).id)
    const { code } = await citizen.atHub(
      "POST",
      "/v1/surface/consents",
      { requirement: item.requirement, material: id, language: "zh-CN" },
      {
        ...bearer(await citizen.surfaceToken(surface.id)),
        "idempotency-key": randomUUID(),
      },
    )
    assert.equal(code, "sensitive_unexplained")
  })

  test("nobody frames the page, no window that opened it reaches it, and a form keeps its Origin", async () => {
    const asked = await AskedPaper.ask(world, he)
    const { headers } = await asked.page(asked.citizen.jar, world.origin)
    assert.match(headers.get("content-security-policy") ?? "", /frame-ancestors 'none'/)
    assert.equal(headers.get("cross-origin-opener-policy"), "same-origin")
    assert.equal(headers.get("referrer-policy"), "same-origin")
    assert.equal(headers.get("cache-control"), "no-store")
  })

  test("the way back from the login leads to a request of ours, and nowhere else", async () => {
    for (const state of ["https://evil.example/", "//evil.example", "../surface", ""]) {
      const response = await fetch(
        `${world.origin}/consent-return?state=${encodeURIComponent(state)}`,
        { redirect: "manual" },
      )
      assert.equal(response.status, 404, state)
      assert.equal(response.headers.get("location"), null)
    }
  })
})
