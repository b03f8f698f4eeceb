import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { after, before, suite, test } from "node:test"
import type { Page } from "playwright-core"
import { heard, offer, Portal } from "./support/framed-surface.ts"
import type { ShellWindow } from "./support/framed-surface.ts"
import { he, item, xu } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

suite("the surface's page, in the frame of its portal", () => {
  let world: HubWorld
  let portal: Portal
  let papers: { id: string }[]

  before(async () => {
    world = await HubWorld.make()
    papers = await Promise.all(Array.from({ length: 12 }, () => world.register(he)))
    portal = await Portal.open(world)
  })
  after(async () => {
    await portal.close()
    await world.close()
  })

  const sizes = async (page: Page) => (await heard(page, "size")).map(({ height }) => height)

  test("a port with another nonce, for another surface, or two at once: not taken; the right one is", async () => {
    const { page, surface } = await portal.framed(await world.logIn(he))
    await offer(page, { nonce: "0".repeat(32) })
    await offer(page, { surface: "another" })
    await offer(page, {}, 2)
    assert.deepEqual(await sizes(page), [], "nobody was answered")
    await offer(page)
    await surface.getByRole("button", { name: "在新窗口确认" }).waitFor()
    assert.equal((await sizes(page)).length, 1)
    await page.context().close()
  })

  test("a port from the frame's own origin or another window is not the portal's", async () => {
    const { page, surface } = await portal.framed(await world.logIn(he))
    await surface.evaluate(() => {
      const { port2 } = new MessageChannel()
      window.postMessage(
        {
          tongban: "port",
          v: 1,
          surface: location.pathname.split("/").pop(),
          nonce: "0".repeat(32),
        },
        "*",
        [port2],
      )
    })
    await offer(page)
    await surface.getByRole("button", { name: "在新窗口确认" }).waitFor()
    await page.context().close()
  })

  test("before unlock nothing held is asked for; until something is picked its size tells nothing", async () => {
    const told: unknown[] = []
    for (const person of [he, xu]) {
      const citizen = await world.logIn(person)
      const { page, surface } = await portal.framed(citizen)
      const asked: string[] = []
      page.on("request", (request) => asked.push(request.url()))
      await offer(page)
      await surface.getByRole("button", { name: "在新窗口确认" }).waitFor()
      assert.ok(!asked.some((address) => address.includes("/held")), "nothing held before unlock")
      await portal.unlock(citizen, page, surface)
      await surface.getByText(person === he ? "最合适的一份" : "没找到您名下的").waitFor()
      told.push(await sizes(page))
      assert.equal(
        await page
          .locator("iframe")
          .evaluate((frame: HTMLIFrameElement) => frame.contentWindow?.length),
        0,
      )
      await page.context().close()
    }
    const [many, none] = told
    assert.deepEqual(new Set(many as number[]), new Set(none as number[]))
  })

  test("a click in the first half second decides nothing; then it does, and a handle comes", async () => {
    const citizen = await world.logIn(he)
    const { page, surface } = await portal.framed(citizen)
    await offer(page)
    await portal.unlock(citizen, page, surface)
    await surface.getByRole("button", { name: "使用这份" }).click()
    const agree = surface.locator("button", { hasText: /^\s*同意/ })
    await agree.dispatchEvent("click")
    assert.equal(await agree.getAttribute("aria-disabled"), "true", "still unarmed")
    assert.ok(await agree.isVisible(), "nothing was decided")
    await surface.getByRole("button", { name: "同意", exact: true, disabled: false }).click()
    await page.waitForFunction(() =>
      (window as unknown as ShellWindow).heard.some(({ type }) => type === "picked"),
    )
    const picked = await page.evaluate(() =>
      (window as unknown as ShellWindow).heard.find(({ type }) => type === "picked"),
    )
    assert.deepEqual(
      Object.keys(picked ?? {}).sort(),
      ["handle", "kind", "requirement", "type"],
      "what was chosen, and no more",
    )
    await page.context().close()
  })

  test("another row has its full height before what fits is shown: no button moves", async () => {
    const citizen = await world.logIn(he)
    const { page, surface } = await portal.framed(citizen, [item.requirement, item.selfMade])
    await offer(page)
    await portal.unlock(citizen, page, surface)
    await surface.getByRole("button", { name: "使用这份" }).press("Enter")
    await surface.getByRole("button", { name: "同意", exact: true, disabled: false }).press("Enter")
    await surface.getByText("已选用").waitFor()
    const told = (await sizes(page)) as number[]
    const full = told[0] ?? 0
    assert.ok((told.at(-1) ?? 0) < full, "what is picked takes less")

    await page.route("**/held*", () => undefined)
    await page.evaluate((requirement) => {
      ;(window as unknown as ShellWindow).say({ type: "focus", requirement })
    }, item.selfMade)
    await page.waitForFunction(
      (height) => (window as unknown as ShellWindow).heard.at(-1)?.height === height,
      full,
      { timeout: 10_000 },
    )
    await page.context().close()
  })

  test("outside a form it says where it belongs", async () => {
    const citizen = await world.logIn(he)
    const { url } = await citizen.openSurface((await citizen.openDraft()).id)
    const page = await (await portal.browser.newContext({ locale: "zh-CN" })).newPage()
    await page.goto(url)
    await page.getByText("这一页要在部门的表单里打开。").waitFor()
    await page.context().close()
  })

  test("axe finds nothing: locked, choosing, consenting", async () => {
    const citizen = await world.logIn(he)
    const { page, surface } = await portal.framed(citizen)
    const check = async (where: string) => {
      // By the debugger: the page's own policy lets no foreign script in.
      await surface.evaluate(axe)
      const found = await surface.evaluate(async () => {
        const { violations } = await (
          window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
        ).axe.run()
        return violations.map(({ id }) => id)
      })
      // A page in a frame has neither a main landmark nor a first heading of its own.
      assert.deepEqual(
        found.filter(
          (id) =>
            !["page-has-heading-one", "landmark-one-main", "region", "heading-order"].includes(id),
        ),
        [],
        where,
      )
    }
    await offer(page)
    await surface.getByRole("button", { name: "在新窗口确认" }).waitFor()
    await check("locked")
    await portal.unlock(citizen, page, surface)
    await surface.getByText("最合适的一份").waitFor()
    assert.equal(await surface.getByRole("radio").count(), papers.length)
    await check("choosing")
    await surface.getByRole("button", { name: "使用这份" }).click()
    await surface.getByRole("button", { name: "同意", exact: true, disabled: false }).waitFor()
    await check("consenting")
    await page.context().close()
  })
})
