import assert from "node:assert/strict"
import { networkInterfaces } from "node:os"
import { after, before, suite, test } from "node:test"
import { axeFindings } from "../../../packages/elements/test/support/browser.ts"
import { Citizen } from "./support/citizen.ts"
import { makeWorld } from "./support/world.ts"
import type { World } from "./support/world.ts"

suite("the start page", () => {
  let world: World
  let desk: string

  before(async () => {
    world = await makeWorld()
    desk = world.province.addresses.desk
  })
  after(() => world.close())

  /** Somebody who opens the start page. */
  const visit = async (locale: string, width: number) => {
    const context = await world.browser.newContext({ locale, viewport: { width, height: 900 } })
    const page = await context.newPage()
    await page.goto(desk)
    return page
  }
  const post = (path: string, origin: string | undefined, body: Record<string, string>) =>
    fetch(desk + path, {
      method: "POST",
      body: new URLSearchParams(body),
      redirect: "manual",
      ...(origin !== undefined && { headers: { origin } }),
    })

  for (const [locale, title, lang] of [
    ["zh-CN", "一台电脑上的一个省", "zh-CN"],
    ["zh-TW", "一台电脑上的一个省", "zh-CN"],
    ["en-GB", "A province on a laptop", "en"],
    ["fr-FR", "一台电脑上的一个省", "zh-CN"],
  ] as const) {
    test(`is ${lang} for a browser that asks for ${locale}; axe finds nothing; nothing is cut at 360 px`, async () => {
      const page = await visit(locale, 360)
      await page.getByRole("heading", { level: 1, name: title }).waitFor()
      assert.equal(await page.locator("html").getAttribute("lang"), lang)
      assert.deepEqual(await axeFindings(page), [])
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
      await page.context().close()
    })
  }

  test("the other language is one link away, and stays through a change", async () => {
    const page = await visit("zh-CN", 1280)
    await page.getByRole("link", { name: "English" }).click()
    await page.getByRole("button", { name: "Switch on: The hub is slow" }).press("Enter")
    await page.getByRole("button", { name: "Switch off: The hub is slow" }).press("Enter")
    await page.getByRole("button", { name: "Switch on: The hub is slow" }).waitFor()
    await page.context().close()
  })

  test("every address on it leads somewhere", async () => {
    const page = await visit("zh-CN", 1280)
    const links = await page
      .getByRole("link")
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
    assert.ok(links.length > 5)
    for (const link of new Set(links)) assert.equal((await fetch(link)).status, 200, link)
    await page.context().close()
  })

  test("changes come from the page itself only, and only this machine reaches it", async () => {
    for (const origin of [undefined, "null", "http://evil.example", world.province.addresses.old]) {
      assert.equal((await post("/faults/hub-slow", origin, { on: "yes" })).status, 403)
      assert.equal((await post("/clock", origin, { step: "day" })).status, 403)
    }
    assert.equal(world.province.faults.isOn("hub-slow"), false)
    const { port } = new URL(desk)
    assert.equal((await fetch(`http://localhost:${port}/`)).status, 421)
    const others = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4")
    for (const { address } of others) await assert.rejects(fetch(`http://${address}:${port}/`))
  })

  test("a time that cannot be is refused in words, and the clock runs on", async () => {
    const page = await visit("zh-CN", 360)
    const before = world.province.clock.now()
    await page.getByLabel("拨到这个时间").evaluate((input) => {
      input.removeAttribute("min")
    })
    await page.getByLabel("拨到这个时间").fill("2026-11-20T10:00")
    await page.getByRole("button", { name: "拨过去" }).click()
    await page.getByRole("alert").getByText("请写一个现在以后的时间").waitFor()
    assert.deepEqual(await axeFindings(page), [])
    assert.ok(world.province.clock.now().getTime() - before.getTime() < 60_000)
    assert.equal((await post("/clock", desk, { step: "sideways" })).status, 422)
    await page.context().close()
  })

  test("a week forward with a case open: a new day everywhere, and after a new login it goes on", async () => {
    const citizen = await Citizen.at(world.browser, world.province.addresses.old)
    await citizen.logIn("何秋月")
    await citizen.openPicker()
    await citizen.unlock()
    await citizen.pickAll()
    await citizen.submit()
    const { page } = citizen
    await page.getByRole("heading", { name: "已提交，等部门收件" }).waitFor()
    const address = page.url()

    const start = await visit("zh-CN", 1280)
    await start.getByText("2026年11月23日（周一）").waitFor()
    await start.getByRole("button", { name: "往后一周" }).click()
    await start.getByText("2026年11月30日（周一）").waitFor()
    await start.context().close()

    await page.goto(`${world.province.addresses.old}/apply`)
    await page.getByText("请先点右上角“统一身份登录”").waitFor()
    await citizen.logIn("何秋月")
    await page.goto(address)
    await page.getByRole("heading", { name: "已提交，等部门收件" }).waitFor()
    await citizen.clerkSets("已受理")
    await page.getByRole("heading", { name: "已受理，正在办理" }).waitFor()
    const steps = page.locator("tongban-case-status .step")
    assert.match(await steps.nth(0).innerText(), /11月23日（周一）/)
    assert.match(await steps.nth(1).innerText(), /11月30日（周一）/)
    await citizen.leave()
  })
})
