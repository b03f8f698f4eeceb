import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import type { Surface } from "@tongban/standards"
import { bearer } from "./support/consent.ts"
import { Portal, wear } from "./support/framed-surface.ts"
import { he, health, item, portalOrigin, xu } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"
import type { CitizenSession } from "./support/citizen-session.ts"

const form = "/apply?item=1"

suite("the surface as a page of its own", () => {
  let world: HubWorld
  let portal: Portal
  let paper: string

  before(async () => {
    world = await HubWorld.make()
    paper = (await world.register(he)).id
    await world.register(he, `ref-${randomUUID()}`, health.paper)
    portal = await Portal.open(world)
  })
  after(async () => {
    await portal.close()
    await world.close()
  })

  const openPage = async (citizen: CitizenSession, change: object = {}) =>
    citizen.ask("POST", "/tongban/surfaces", {
      draft: (await citizen.openDraft()).id,
      itemCode: item.code,
      requirements: [item.requirement, health.requirement],
      mode: "page",
      returnTo: form,
      ...change,
    })
  const opened = async (citizen: CitizenSession) => {
    const { status, body } = await openPage(citizen)
    assert.equal(status, 201, JSON.stringify(body))
    return body as Surface
  }
  const picked = (citizen: CitizenSession, surface: string) =>
    citizen.ask("GET", `/tongban/v1/surfaces/${surface}/picked`)
  const itemsOf = ({ body }: { body: unknown }) =>
    (body as { items: { requirement: string; handle: string }[] }).items
  /** Leads back as the page's link does. */
  const goBack = (surface: string, query = "") =>
    fetch(`${world.origin}/surface/${surface}/return${query}`, { redirect: "manual" })

  test("a page names the form's path, and no path leads off the registered origin", async () => {
    const citizen = await world.logIn(he)
    for (const returnTo of [
      "https://evil.example/",
      "@evil.example",
      "\\\\evil.example",
      "",
      undefined,
    ]) {
      const { code } = await openPage(citizen, { returnTo })
      assert.equal(code, "invalid_request", String(returnTo))
    }
    for (const returnTo of ["//evil.example/", "/..//evil.example", "/@evil.example"]) {
      const { id } = (await openPage(citizen, { returnTo })).body as Surface
      const target = (await goBack(id)).headers.get("location") ?? ""
      assert.equal(new URL(target).origin, portalOrigin, returnTo)
    }
  })

  test("it leads back to exactly that path, whatever its own address says", async () => {
    const { id } = await opened(await world.logIn(he))
    for (const query of ["", "?return=https://evil.example", "?returnTo=/other&surface=x"]) {
      const response = await goBack(id, query)
      assert.equal(response.status, 303)
      assert.equal(response.headers.get("location"), `${portalOrigin}${form}&surface=${id}`)
    }
  })

  test("a surface in a frame leads nowhere, and a page is framed by nobody", async () => {
    const citizen = await world.logIn(he)
    const framed = await citizen.openSurface((await citizen.openDraft()).id)
    assert.equal((await goBack(framed.id)).status, 404)
    const { url } = await opened(citizen)
    const { headers } = await fetch(url)
    assert.match(headers.get("content-security-policy") ?? "", /frame-ancestors 'none'/)
  })

  test("what was picked is read by its own citizen at its own client, and by nobody else", async () => {
    const citizen = await world.logIn(he)
    const { id } = await opened(citizen)
    assert.deepEqual(itemsOf(await picked(citizen, id)), [])
    const token = await citizen.surfaceToken(id)
    const { body } = await citizen.decide(token, paper)
    assert.deepEqual(itemsOf(await picked(citizen, id)), (body as { items: unknown }).items)
    assert.equal((await picked(await world.logIn(xu), id)).code, "not_found")
    assert.equal((await picked(citizen, "no-such-surface")).code, "not_found")
    assert.equal((await fetch(`${world.origin}/v1/surfaces/${id}/picked`)).status, 401)
    const { status } = await world.call("a-redeem", "GET", `/v1/surfaces/${id}/picked`)
    assert.equal(status, 403)
  })

  test("picked anew, the newest counts; taken back, nothing does, and the handle is withdrawn", async () => {
    const citizen = await world.logIn(he)
    const { id } = await opened(citizen)
    const token = await citizen.surfaceToken(id)
    await citizen.decide(token, paper)
    const { body } = await citizen.decide(token, paper)
    const items = itemsOf(await picked(citizen, id))
    assert.deepEqual(items, (body as { items: unknown }).items)
    const dropped = await citizen.atHub(
      "POST",
      "/v1/surface/drops",
      { requirement: item.requirement },
      { ...bearer(token), "idempotency-key": randomUUID() },
    )
    assert.equal(dropped.status, 204)
    assert.deepEqual(itemsOf(await picked(citizen, id)), [])
    const { code } = await world.call("a-redeem", "POST", "/v1/redemptions", {
      handles: [items[0]?.handle],
      localNumber: `L-${randomUUID()}`,
      operator: { kind: "system", name: "test" },
    })
    assert.equal(code, "handle_unusable")
  })

  test("in a browser that lets no window open: log in, choose, go back; the page takes no message", async () => {
    const citizen = await world.logIn(he)
    const { id, url } = await opened(citizen)
    const page = await (await portal.browser.newContext({ locale: "zh-CN" })).newPage()
    await page.addInitScript(() => {
      window.open = () => null
    })
    await page.goto(portalOrigin)
    await page.goto(url)
    await page.getByRole("link", { name: "统一身份登录" }).click()
    await page.getByRole("button", { name: /何秋月/ }).click()
    await page.evaluate(() => {
      window.postMessage({ tongban: "port", v: 1, surface: "x", nonce: "0".repeat(32) }, "*")
    })
    await page.getByRole("button", { name: "使用这份" }).click()
    await page.getByRole("button", { name: "同意", exact: true, disabled: false }).click()
    await page
      .getByRole("button", { name: /证明.*已选用/ })
      .first()
      .waitFor()
    await page.getByRole("link", { name: "回到申请页" }).click()
    assert.equal(page.url(), `${portalOrigin}${form}&surface=${id}`)
    assert.equal(itemsOf(await picked(citizen, id)).length, 1)
    await page.goBack()
    await page.getByRole("link", { name: "回到申请页" }).waitFor()
    await page.context().close()
  })

  test("going back without choosing works, also signed out", async () => {
    const citizen = await world.logIn(he)
    const { id, url } = await opened(citizen)
    const page = await (await portal.browser.newContext({ locale: "zh-CN" })).newPage()
    await page.goto(url)
    await page.getByRole("link", { name: "回到申请页" }).click()
    assert.equal(page.url(), `${portalOrigin}${form}&surface=${id}`)
    assert.deepEqual(itemsOf(await picked(citizen, id)), [])
    await page.context().close()
  })

  test("somebody else at the hub sees nothing that is held, and is offered to change over", async () => {
    const { url } = await opened(await world.logIn(he))
    const page = await (await portal.browser.newContext({ locale: "zh-CN" })).newPage()
    await wear(page, (await world.logIn(xu)).jar, world.origin)
    await page.goto(url)
    await page.getByRole("link", { name: "换一个人登录" }).waitFor()
    assert.equal(await page.getByText("不动产权证书").count(), 0)
    await page.context().close()
  })

  test("chosen and then not: declined on the page, it is not brought back", async () => {
    const citizen = await world.logIn(he)
    const { id, url } = await opened(citizen)
    const page = await (await portal.browser.newContext({ locale: "zh-CN" })).newPage()
    await wear(page, citizen.jar, world.origin)
    await page.goto(url)
    await page.getByRole("button", { name: "使用这份" }).click()
    await page.getByRole("button", { name: "同意", exact: true, disabled: false }).click()
    await page.getByRole("button", { name: "更换" }).click()
    await Promise.all([
      page.waitForResponse((response) => response.url().endsWith("/v1/surface/drops")),
      page.getByRole("button", { name: "不用，我自己交" }).click(),
    ])
    assert.deepEqual(itemsOf(await picked(citizen, id)), [])
    await page.context().close()
  })
})
