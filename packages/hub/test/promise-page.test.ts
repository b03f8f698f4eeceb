import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { after, before, suite, test } from "node:test"
import type { Frame, Page } from "playwright-core"
import { formatDay, legalDayOf } from "@tongban/standards"
import type { Case, Undertaking } from "@tongban/standards"
import { redeem } from "./support/department.ts"
import { heard, offer, Portal, wear } from "./support/framed-surface.ts"
import type { ShellWindow } from "./support/framed-surface.ts"
import { he, item, later, portalOrigin } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"
import { plainYears } from "./support/promising.ts"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

interface Promised {
  type: string
  requirement: string
  handle: string
  zh: string
}

suite("a paper promised in the surface's page (容缺后补)", () => {
  let world: HubWorld
  let portal: Portal

  before(async () => {
    world = await HubWorld.make({}, plainYears)
    portal = await Portal.open(world)
  })
  after(async () => {
    await portal.close()
    await world.close()
  })

  /** The surface at the row of a paper that may follow, unlocked. */
  const choosing = async (requirements = [later.requirement]) => {
    const citizen = await world.logIn(he)
    const { page, surface } = await portal.framed(citizen, requirements)
    await offer(page, {}, 1, requirements[0])
    await portal.unlock(citizen, page, surface)
    return { citizen, page, surface }
  }
  const promises = (surface: Frame | Page) => surface.getByRole("button", { name: "承诺后补" })
  const told = async (page: Page) => (await heard(page, "promised")) as unknown as Promised[]

  test("its day is said with the reasons; the promise is read first, armed, and comes as a handle", async () => {
    const { citizen, page, surface } = await choosing()
    await surface.getByText("这一份可以后补，最晚").waitFor()
    await surface.getByText("为什么是这一天？").click()
    await surface.getByText(`后补的期限${later.days}天`).waitFor()
    await promises(surface).click()
    await surface.getByRole("heading", { name: `先提交，之后补：${later.name.zh}` }).waitFor()
    const agree = surface.getByRole("button", { name: "我承诺", exact: true })
    await agree.dispatchEvent("click")
    assert.equal(await agree.getAttribute("aria-disabled"), "true", "still unarmed")
    assert.deepEqual(await told(page), [], "nothing was promised")
    await surface.getByRole("button", { name: "我承诺", exact: true, disabled: false }).click()
    await page.waitForFunction(() =>
      (window as unknown as ShellWindow).heard.some(({ type }) => type === "promised"),
    )
    const [promise, ...others] = await told(page)
    assert.ok(promise)
    assert.deepEqual(others, [])
    assert.deepEqual(Object.keys(promise).sort(), ["en", "handle", "requirement", "type", "zh"])
    assert.match(promise.zh, /^已承诺后补，最晚/)
    await surface.getByText(promise.zh).waitFor()

    const answer = await redeem(world, [promise.handle], `N-${randomUUID()}`)
    const { undertakings } = answer.body as { undertakings: Undertaking[] }
    const [undertaking] = undertakings
    assert.ok(undertaking)
    const day = formatDay(undertaking.dueOn, "zh-CN", legalDayOf(new Date()))
    assert.ok(promise.zh.endsWith(`最晚${day}`), "the day that was shown is the day that counts")
    const kase = (await citizen.ask("GET", `/tongban/v1/cases/${undertaking.caseId}`)).body as Case
    assert.equal(kase.undertakings?.[0]?.state, "open")
    await page.context().close()
  })

  test("no promise leads back, and leaves nothing; a paper that may not follow offers none", async () => {
    const { page, surface } = await choosing([later.requirement, item.requirement])
    await promises(surface).click()
    await surface.getByRole("button", { name: "不承诺", exact: true, disabled: false }).click()
    await promises(surface).waitFor()
    assert.deepEqual(await told(page), [])
    await page.evaluate((requirement) => {
      ;(window as unknown as ShellWindow).say({ type: "focus", requirement })
    }, item.requirement)
    await surface.getByText("没找到您名下的").waitFor()
    assert.equal(await promises(surface).count(), 0)
    await page.context().close()
  })

  test("as a page of its own: promised, changed for nothing, promised again; the way back is the form's", async () => {
    const citizen = await world.logIn(he)
    const draft = (await citizen.openDraft()).id
    const { body } = await citizen.ask("POST", "/tongban/surfaces", {
      draft,
      itemCode: item.code,
      requirements: [later.requirement],
      mode: "page",
      returnTo: `/apply?draft=${draft}`,
    })
    const { url, id } = body as { url: string; id: string }
    const page = await (await portal.browser.newContext({ locale: "zh-CN" })).newPage()
    await wear(page, citizen.jar, world.origin)
    await page.goto(url)
    const promiseIt = async () => {
      await promises(page).click()
      await page.getByRole("button", { name: "我承诺", exact: true, disabled: false }).click()
      await page.getByRole("button", { name: /检测报告.*已承诺后补，最晚/ }).waitFor()
    }
    const picked = async () =>
      (
        (await citizen.ask("GET", `/tongban/v1/surfaces/${id}/picked`)).body as {
          items: { kind: string; handle: string }[]
        }
      ).items
    await promiseIt()
    const [first] = await picked()
    assert.equal(first?.kind, "undertaking")
    await page.getByRole("button", { name: "更换" }).click()
    await page.getByRole("button", { name: "不用，我自己交" }).click()
    await page.getByRole("button", { name: /检测报告.*待选/ }).waitFor()
    await promiseIt()
    const now = await picked()
    assert.deepEqual([now.length, now[0]?.handle === first.handle], [1, false])
    const back = page.getByRole("link", { name: "回到申请页" })
    const [request] = await Promise.all([
      page.waitForRequest((each) => each.url().startsWith(portalOrigin)),
      back.click(),
    ])
    assert.match(request.url(), new RegExp(`surface=${id}$`))
    await page.context().close()
  })

  test("axe finds nothing in the offer nor in the promise", async () => {
    const { page, surface } = await choosing()
    const check = async (where: string) => {
      await surface.evaluate(axe)
      const found = await surface.evaluate(async () => {
        const { violations } = await (
          window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
        ).axe.run()
        return violations.map(({ id }) => id)
      })
      // A page in a frame has neither a main landmark nor a first heading of its own.
      const framed = ["page-has-heading-one", "landmark-one-main", "region", "heading-order"]
      assert.deepEqual(
        found.filter((id) => !framed.includes(id)),
        [],
        where,
      )
    }
    await promises(surface).waitFor()
    await check("offered")
    await promises(surface).click()
    await surface.getByRole("button", { name: "我承诺", exact: true, disabled: false }).waitFor()
    await check("promising")
    await page.context().close()
  })
})
