import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import type { Frame, Page } from "playwright-core"
import { axeFindings } from "./support/pages-browser.ts"
import { heard, offer, Portal, wear } from "./support/framed-surface.ts"
import type { ShellWindow } from "./support/framed-surface.ts"
import { he, health, item, xu } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

suite("a sensitive paper, from the frame to its own page and back", () => {
  let world: HubWorld
  let portal: Portal

  before(async () => {
    world = await HubWorld.make()
    await world.register(he, `ref-${randomUUID()}`, health.paper)
    await world.register(he)
    portal = await Portal.open(world)
  })
  after(async () => {
    await portal.close()
    await world.close()
  })

  /** The frame, unlocked, with the sensitive paper's row open. */
  async function choosing(): Promise<{ page: Page; surface: Frame }> {
    const citizen = await world.logIn(he)
    const { page, surface } = await portal.framed(citizen, [item.requirement, health.requirement])
    await offer(page, {}, 1, health.requirement)
    await portal.unlock(citizen, page, surface)
    await surface.getByText("敏感信息，要单独确认").waitFor()
    return { page, surface }
  }

  /** Opens the page that asks. */
  async function open({ page, surface }: { page: Page; surface: Frame }): Promise<Page> {
    const link = surface.getByRole("link", { name: "打开确认页" })
    const [own] = await Promise.all([page.context().waitForEvent("page"), link.click()])
    await own.bringToFront()
    return own
  }

  const use = ({ surface }: { surface: Frame }) =>
    surface.getByRole("button", { name: "使用这份" }).click()
  const decide = (own: Page, words: "同意" | "不同意") =>
    own.getByRole("button", { name: words, exact: true, disabled: false }).click()

  test("agreed there, chosen here: no window tells the frame, its own question does", async () => {
    const here = await choosing()
    await use(here)
    const own = await open(here)
    await own.getByRole("heading", { name: "健康证明属于敏感信息，单独问您" }).waitFor()
    assert.equal(await own.evaluate(() => window.opener === null), true)
    const filled = await own.locator(".button-primary").count()
    assert.equal(filled, 0, "no button is put forward")
    await decide(own, "同意")
    await own.getByRole("heading", { name: "已同意" }).waitFor()
    await own.close()
    await here.surface.getByText("已选用").waitFor()
    const [picked, ...more] = await heard(here.page, "picked")
    assert.deepEqual(more, [])
    assert.deepEqual(Object.keys(picked ?? {}).sort(), ["handle", "kind", "requirement", "type"])
    await here.page.context().close()
  })

  test("refused there: the frame offers the others, and the portal learns only that nothing is chosen", async () => {
    const here = await choosing()
    await use(here)
    const own = await open(here)
    await decide(own, "不同意")
    await own.getByRole("heading", { name: "没有同意，材料不会给出" }).waitFor()
    await own.close()
    await here.surface.getByRole("button", { name: "使用这份" }).waitFor()
    assert.deepEqual(await heard(here.page, "cleared"), [
      { type: "cleared", requirement: health.requirement },
    ])
    assert.deepEqual(await heard(here.page, "picked"), [])
    await here.page.context().close()
  })

  test("closed there: nothing is decided; it can be opened again, or left", async () => {
    const here = await choosing()
    await use(here)
    await (await open(here)).close()
    await here.surface.getByText("请在新页面里决定，这里会跟着更新。").waitFor()
    const own = await open(here)
    await own.getByRole("button", { name: "同意", exact: true }).waitFor()
    await own.close()
    await here.surface.getByRole("button", { name: "返回" }).click()
    await here.surface.getByRole("button", { name: "使用这份" }).waitFor()
    assert.deepEqual(await heard(here.page, "picked"), [])
    await here.page.context().close()
  })

  test("decided while another row is open: the portal learns it, the open row stays", async () => {
    const here = await choosing()
    await use(here)
    const own = await open(here)
    await here.page.evaluate((requirement) => {
      ;(window as unknown as ShellWindow).say({ type: "focus", requirement })
    }, item.requirement)
    await here.surface.getByText("不动产权证书").waitFor()
    await decide(own, "同意")
    await here.page.waitForFunction(() =>
      (window as unknown as ShellWindow).heard.some(({ type }) => type === "picked"),
    )
    assert.ok(await here.surface.getByText("不动产权证书").isVisible())
    await here.page.context().close()
  })

  test("another person at the hub: the page says so, and lets them change over", async () => {
    const here = await choosing()
    await use(here)
    await wear(here.page, (await world.logIn(xu)).jar, world.origin)
    const own = await open(here)
    await own.getByText("您现在登录的是 *秀英。").waitFor()
    assert.equal(await own.getByText("健康证明").count(), 0)
    await own.getByRole("link", { name: "换一个人登录" }).click()
    await own.getByRole("button", { name: /何秋月/ }).click()
    await decide(own, "同意")
    await own.getByRole("heading", { name: "已同意" }).waitFor()
    await here.surface.getByText("已选用").waitFor()
    await here.page.context().close()
  })

  test("axe finds nothing: the link to the page, the page, its answer", async () => {
    const here = await choosing()
    await use(here)
    await here.surface.getByRole("link", { name: "打开确认页" }).waitFor()
    const ofFrames = ["landmark-one-main", "page-has-heading-one", "region", "heading-order"]
    assert.deepEqual(await axeFindings(here.surface, ofFrames), [])
    const own = await open(here)
    await own.getByRole("button", { name: "同意", exact: true, disabled: false }).waitFor()
    assert.deepEqual(await axeFindings(own, ["page-has-heading-one"]), [])
    await decide(own, "不同意")
    await own.getByRole("heading", { name: "没有同意，材料不会给出" }).waitFor()
    assert.deepEqual(await axeFindings(own, ["page-has-heading-one"]), [])
    await here.page.context().close()
  })
})
