import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { test } from "node:test"
import type { TestContext } from "node:test"
import { consentNotice, noticeText } from "@tongban/standards"
import { axeFindings, useBrowser } from "./support/pages-browser.ts"
import type { VisitOptions } from "./support/pages-browser.ts"
import { certificate, department, item, none, premises } from "./support/pages-fixtures.ts"
import { surfaceId } from "./support/pages-hub.ts"
import type { PagesHub } from "./support/pages-hub.ts"
import { Portal } from "./support/pages-portal.ts"

useBrowser()

/** Landmarks and the first heading are those of the page that holds the frame. */
const ofFrames = ["landmark-one-main", "page-has-heading-one", "region"]
const session = `POST /surface/${surfaceId}/session`
const held = "GET /v1/surface/held"
const decisions = "POST /v1/surface/decisions"

/** A form whose row is open; the browser sends the hub's cookie. */
async function openRow(
  t: TestContext,
  prepare: (hub: PagesHub) => unknown = () => undefined,
  options: VisitOptions = {},
): Promise<Portal> {
  const portal = await Portal.open(t, options, prepare)
  await portal.link({ lang: options.lang ?? "zh-CN" })
  return portal
}

const use = (portal: Portal): Promise<void> =>
  portal.surface.getByRole("button", { name: "使用这份" }).click()
const decide = (portal: Portal, word: "同意" | "不同意"): Promise<void> =>
  portal.surface.getByRole("button", { name: word, exact: true, disabled: false }).click()

test("what fits comes first, the best is chosen; what does not fit is folded, with reason and remedy", async (t) => {
  const { surface } = await openRow(t)
  await surface.getByText("市场监管局 办理食品经营许可").waitFor()
  await surface.getByRole("heading", { name: "需要：经营场所使用证明" }).waitFor()
  const best = surface.getByRole("radio", { name: /不动产权证书.*政府签发，可直接用/ })
  assert.ok(await best.isChecked())
  const other = surface.getByRole("radio", { name: /房屋租赁合同.*窗口核对过原件/ })
  assert.ok(!(await other.isChecked()))
  assert.equal(await surface.getByText("签发单位已废止").isVisible(), false)
  await surface.getByText("不能用的 2 份").click()
  await surface.getByText("签发单位已废止").waitFor()
  await surface.getByText("请用最新的一份").waitFor()
  await surface.getByText(/8月31日.*过期/).waitFor()
  await surface.getByText("请向签发单位换发").waitFor()
})

test("where nothing is found it says why that may be, and leaves the form's own way", async (t) => {
  const portal = await openRow(t, (hub) => hub.held.set("r6", none))
  await portal.surface.getByText("没找到您名下的“经营场所使用证明”。").waitFor()
  assert.equal(await portal.surface.getByRole("button", { name: "使用这份" }).count(), 0)
  await portal.surface.getByRole("button", { name: "不用，我自己交" }).click()
  await portal.until("cleared")
})

test("whoever holds nothing and whoever holds much tell the portal the same until they decline", async (t) => {
  const told: unknown[] = []
  for (const prepare of [() => undefined, (hub: PagesHub) => hub.held.set("r6", none)]) {
    const portal = await openRow(t, prepare)
    await portal.surface.getByRole("button", { name: "不用，我自己交" }).click()
    told.push(await portal.until("cleared"))
    assert.equal(portal.surface.childFrames().length, 0)
  }
  assert.deepEqual(told[0], told[1])
})

test("agreed: the hub hears the hash of what was shown, the portal one handle and nothing else", async (t) => {
  const portal = await openRow(t)
  await use(portal)
  await decide(portal, "同意")
  const told = await portal.until("picked")
  const [asked, ...more] = portal.hub.askedFor(decisions)
  assert.deepEqual(more, [])
  const notice = consentNotice({
    language: "zh-CN",
    recipient: department,
    item,
    papers: [{ name: certificate.name, fields: premises.fields }],
  })
  const { shownAt, ...body } = asked?.body as { shownAt: string }
  assert.ok(Math.abs(Date.parse(shownAt) - Date.now()) < 60_000)
  assert.deepEqual(body, {
    decision: "agreed",
    choices: [{ requirement: "r6", material: certificate.id }],
    language: "zh-CN",
    noticeTextHash: createHash("sha256").update(noticeText(notice)).digest("hex"),
  })
  assert.match(String(asked?.headers["idempotency-key"]), /^[A-Za-z0-9_-]{22,64}$/)

  const [handle] = portal.hub.handles
  assert.deepEqual(
    told.filter(({ type }) => type === "picked"),
    [{ type: "picked", requirement: "r6", kind: "held", handle }],
  )
  const everything = JSON.stringify(await portal.heard())
  for (const kept of [...portal.hub.tokens, certificate.id, certificate.name.zh])
    assert.ok(!everything.includes(kept), kept)
})

test("a computer with a wrong clock: when the notice was shown is told in the hub's time", async (t) => {
  const portal = await Portal.open(t, {}, () => undefined)
  await portal.page.clock.setFixedTime("2020-02-29T00:00:00Z")
  await portal.link({ lang: "zh-CN" })
  await use(portal)
  await portal.surface.getByRole("button", { name: "同意", exact: true }).waitFor()
  await decide(portal, "同意")
  await portal.until("picked")
  const [asked] = portal.hub.askedFor(decisions)
  const { shownAt } = asked?.body as { shownAt: string }
  assert.ok(Math.abs(Date.parse(shownAt) - Date.now()) < 60_000, shownAt)
})

test("the token is in memory only", async (t) => {
  const portal = await openRow(t)
  await portal.surface.getByRole("button", { name: "使用这份" }).waitFor()
  const [token] = portal.hub.tokens
  assert.ok(token !== undefined)
  const kept = JSON.stringify(await portal.page.context().storageState())
  assert.ok(!(kept + (await portal.surface.content()) + portal.surface.url()).includes(token))
})

test("what was picked is still there when its row is opened again, and can be changed", async (t) => {
  const portal = await openRow(t)
  await use(portal)
  await decide(portal, "同意")
  await portal.until("picked")
  await portal.say({ type: "focus", requirement: "r2" })
  await portal.surface.getByText("没找到您名下的“营业执照”。").waitFor()
  await portal.say({ type: "focus", requirement: "r6" })
  await portal.surface.getByText("已选用").waitFor()
  assert.equal(portal.hub.askedFor(held).length, 2, "once for each requirement")
  await portal.surface.getByRole("button", { name: "更换" }).click()
  await portal.surface.getByText("最合适的一份").waitFor()
})

test("a form that was reset begins anew", async (t) => {
  const portal = await openRow(t)
  await use(portal)
  await decide(portal, "同意")
  await portal.surface.getByText("已选用").waitFor()
  await portal.say({ type: "reset", requirement: "r6" })
  await portal.surface.getByText("最合适的一份").waitFor()
})

test("refused: the hub is told, the portal hears that nothing is picked", async (t) => {
  const portal = await openRow(t)
  await use(portal)
  await decide(portal, "不同意")
  await portal.until("cleared")
  const bodies = portal.hub.askedFor(decisions).map(({ body }) => body as { decision: string })
  assert.deepEqual(
    bodies.map(({ decision }) => decision),
    ["refused"],
  )
  assert.deepEqual(portal.hub.handles, [])
})

test("back from the notice nothing is decided, and the choice is kept", async (t) => {
  const portal = await openRow(t)
  await portal.surface.getByRole("radio", { name: /房屋租赁合同/ }).check()
  await use(portal)
  await portal.surface.getByRole("button", { name: "返回" }).click()
  assert.ok(await portal.surface.getByRole("radio", { name: /房屋租赁合同/ }).isChecked())
  assert.deepEqual(portal.hub.askedFor(decisions), [])
})

test("the buttons of the notice decide from 500 ms on, to the millisecond", async (t) => {
  const portal = await openRow(t)
  const { clock } = portal.page
  await clock.install()
  await clock.pauseAt(Date.now() + 60_000)
  await use(portal)
  const agree = portal.surface.getByRole("button", { name: "同意", exact: true })
  const press = () => agree.dispatchEvent("click")
  await agree.waitFor()
  await press()
  await clock.runFor(499)
  await press()
  assert.equal(await agree.getAttribute("aria-disabled"), "true")
  await clock.runFor(1)
  await portal.surface.getByRole("button", { name: "同意", exact: true, disabled: false }).waitFor()
  assert.deepEqual(portal.hub.askedFor(decisions), [])
  await press()
  await portal.until("picked")
  assert.equal(portal.hub.askedFor(decisions).length, 1)
})

test("without the focus in the frame a press decides nothing", async (t) => {
  const portal = await openRow(t)
  await use(portal)
  const agree = portal.surface.getByRole("button", { name: "同意", exact: true, disabled: false })
  await agree.waitFor()
  await portal.page.getByLabel("申请人姓名").focus()
  await agree.dispatchEvent("click")
  assert.ok(await agree.isVisible())
  await decide(portal, "同意")
  await portal.until("picked")
  assert.equal(portal.hub.askedFor(decisions).length, 1)
})

for (const [what, code, title, again, expects] of [
  [
    "somebody else is logged in at the hub",
    "other_account",
    "两边登录的不是同一个人",
    false,
    /403/,
  ],
  ["the surface is too old", "surface_expired", "这一页打开太久，已经过期", false, /410/],
  ["the hub is away", "unavailable", "系统暂时打不开，不是您的问题", true, /503/],
] as const) {
  test(`${what}: said in words; asked again only where that helps`, async (t) => {
    const portal = await openRow(t, (hub) => hub.refusing.set(session, code), { expects })
    await portal.surface.getByRole("alert").getByText(title).waitFor()
    assert.deepEqual(await axeFindings(portal.surface, ofFrames), [])
    const retry = portal.surface.getByRole("button", { name: "再试一次" })
    assert.equal(await retry.count(), again ? 1 : 0)
    if (code === "surface_expired") await portal.until("ended")
    portal.hub.refusing.clear()
    if (again) {
      await retry.click()
      await portal.surface.getByText("最合适的一份").waitFor()
    }
  })
}

test("what is slow has words, and after 15 seconds says that one can go on meanwhile", async (t) => {
  let release: () => void = () => undefined
  const answered = new Promise<void>((resolve) => {
    release = resolve
  })
  t.after(() => {
    release()
  })
  const portal = await Portal.open(t, {}, async (hub, page) => {
    hub.holding.set(held, answered)
    await page.clock.install()
  })
  await portal.hello()
  const { clock } = portal.page
  await clock.pauseAt(Date.now() + 5_000) // Before the surface gives the portal up.
  await portal.link()
  await portal.surface.getByText("正在找您名下的经营场所使用证明").waitFor()
  await clock.runFor(14_999)
  assert.equal(await portal.surface.getByText("比平时慢").count(), 0)
  await clock.runFor(1)
  await portal.surface.getByText("比平时慢").waitFor()
})

for (const lang of ["zh-CN", "en"] as const) {
  for (const [size, width, least] of [
    ["", 360, 44],
    ["large", 320, 60],
  ] as const) {
    test(`axe finds nothing, nothing runs out, targets are ${least} px (${lang}, ${width} px)`, async (t) => {
      const viewport = { width, height: 800 }
      const portal = await Portal.open(t, { lang, viewport })
      await portal.link({ lang, size })
      const { surface } = portal
      const check = async () => {
        assert.deepEqual(await axeFindings(surface, ofFrames), [])
        const room = await surface.evaluate(() => [
          document.documentElement.scrollWidth,
          innerWidth,
        ])
        assert.equal(room[0], room[1])
        const heights = await surface
          .getByRole("button")
          .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height))
        assert.ok(Math.min(...heights) >= least, String(heights))
      }
      await surface.getByRole("radio").first().waitFor()
      for (const fold of await surface.locator("summary").all()) await fold.click()
      await check()
      await surface.locator("button.button-primary").click()
      await surface.locator("dl").waitFor()
      await check()
      await surface.locator("button.button-primary[aria-disabled=false]").click()
      await portal.until("picked")
      await surface.getByText(lang === "en" ? "Chosen" : "已选用").waitFor()
      await check()
    })
  }
}

test("in English the surface speaks English", async (t) => {
  const portal = await openRow(t, undefined, { lang: "en" })
  await portal.surface.getByText("The best match").waitFor()
  const text = await portal.surface
    .locator("tongban-surface")
    .evaluate((page) => page.shadowRoot?.querySelector<HTMLElement>(".tb")?.innerText ?? "")
  const numbers = /样\S+/g // Numbers stay as they are printed.
  assert.equal(text.replace(numbers, "").match(/\p{Script=Han}+/gu), null)
})
