import assert from "node:assert/strict"
import { test } from "node:test"
import type { Page } from "playwright-core"
import { accepted, correcting, event, mended, received } from "../fixtures/cases.ts"
import { axeFindings, shownText, useBrowser, visit } from "./support/browser.ts"

useBrowser()

const tag = `<tongban-case-status case="case-1"></tongban-case-status>`

const steps = (page: Page) =>
  page
    .locator("tongban-case-status li")
    .evaluateAll((items) =>
      items.map((item) => [
        [...item.classList].slice(1).join(" "),
        item.textContent.replace(/\s+/g, " ").trim(),
      ]),
    )

test("a step done, the step now and the next one differ by shape; an inferred one says so", async (t) => {
  const { page, gateway, go } = await visit(t, tag, { context: { timezoneId: "America/New_York" } })
  gateway.now = new Date("2026-11-24T10:40:00+08:00")
  await go()
  await page.getByRole("heading", { name: "已收件，正在看是否受理" }).waitFor()
  assert.deepEqual(await steps(page), [
    ["step-inferred", "提交申请 11月23日（周一） 09:20 根据记录推断"],
    ["step-now", "部门收件 现在 11月24日（周二） 10:32"],
    ["", "受理 预计"],
  ])
  assert.ok(await page.getByText("10:40 更新").isVisible())
})

test("a clerk's mistake that was mended is no step: the case stands where it was, and says so calmly", async (t) => {
  const { page, gateway, go } = await visit(t, tag)
  gateway.now = new Date("2026-11-25T10:00:00+08:00")
  gateway.report(mended)
  await go()
  await page.getByRole("heading", { name: "已受理，正在办理" }).waitFor()
  assert.deepEqual(await steps(page), [
    ["step-done", "部门收件 11月24日（周二） 10:32"],
    ["step-now", "受理 现在 11月24日（周二） 11:00 部门更正了记录：点错了行，这一件还在办。"],
    ["", "办结 预计"],
  ])
  assert.doesNotMatch(await shownText(page, "tongban-case-status"), /没有批准|不予/)
})

test("a computer a year behind: the server's clock tells when it was heard, and what is this year", async (t) => {
  const { page, gateway, go } = await visit(t, tag)
  await page.clock.setFixedTime("2025-11-20T03:17:00+08:00")
  gateway.now = new Date("2026-11-24T16:41:00+08:00")
  gateway.report(correcting)
  await go()
  await page.getByText("16:41 更新").waitFor()
  const text = await shownText(page, "tongban-case-status")
  assert.match(text, /最晚补交：12月3日（周四）/)
  assert.doesNotMatch(text, /年/)
})

test("the case number is copied whole, though it is shown in fours", async (t) => {
  const { page, portal, go } = await visit(t, tag)
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: portal })
  await go()
  await page.getByRole("button", { name: "复制" }).click()
  await page.getByRole("button", { name: "已复制" }).waitFor()
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), received.localNumber)
})

test("a short case number is shown as the department writes it", async (t) => {
  const short = { ...received, localNumber: "WJ2026-00413" }
  const { page, gateway, go } = await visit(t, tag)
  gateway.cases.set(short.id, short)
  await go()
  await page.locator("tongban-case-status .number").waitFor()
  const shown = page.locator("tongban-case-status .number span")
  assert.deepEqual(await shown.allInnerTexts(), ["WJ2026-00413"])
})

test("where there is no clipboard, the number is selected to be copied by hand", async (t) => {
  const { page, go } = await visit(t, tag)
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined })
  })
  await go()
  await page.getByRole("button", { name: "复制" }).click()
  await page.waitForFunction(() => getSelection()?.toString() !== "")
  const selected = await page.evaluate(() => getSelection()?.toString().replace(/\s/g, ""))
  assert.equal(selected, received.localNumber)
})

test("a stream that the gateway refuses for a while is opened again", async (t) => {
  const { page, gateway, go } = await visit(t, tag, { expects: /503|INCOMPLETE/ })
  await page.clock.install()
  await go()
  await gateway.until(() => gateway.streams.size === 1)
  gateway.refusing.set("/v1/cases", "unavailable")
  const before = gateway.asked.length
  gateway.cutStreams()
  await gateway.until(() => gateway.asked.length > before)
  await page.getByText("暂时连不上").waitFor()
  gateway.refusing.clear()
  gateway.report(accepted)
  await page.clock.fastForward(30_000)
  await page.getByRole("heading", { name: "已受理，正在办理" }).waitFor()
})

test("logged out elsewhere: the stream ends, and nothing of the case stays on the page", async (t) => {
  const { page, gateway, go } = await visit(t, tag, { expects: /401|INCOMPLETE/ })
  await page.clock.install()
  await go()
  await gateway.until(() => gateway.streams.size === 1)
  gateway.refusing.set("/v1/cases", "login_required")
  const before = gateway.asked.length
  gateway.cutStreams()
  await gateway.until(() => gateway.asked.length > before)
  await page.clock.fastForward(30_000)
  await page.getByText("登录后可以看这件事办到哪一步").waitFor()
  assert.doesNotMatch(await shownText(page, "tongban-case-status"), /食品经营许可|已收件/)
})

test("nobody is logged in: it says so calmly, and leads to the login and back to this page", async (t) => {
  for (const [lang, words, login] of [
    ["zh-CN", "登录后可以看这件事办到哪一步", "统一身份登录"],
    ["en", "Log in to see how far your case is", "Log in"],
  ] as const) {
    const { page, gateway, go } = await visit(t, tag, { expects: /401/, lang })
    gateway.refusing.set("/v1/cases", "login_required")
    await go()
    await page.getByText(words).waitFor()
    assert.equal(await page.locator("tongban-case-status [role=alert]").count(), 0)
    const { pathname, search } = new URL(page.url())
    assert.equal(
      await page.getByRole("link", { name: login }).getAttribute("href"),
      `/tongban/login?return=${encodeURIComponent(pathname + search)}`,
    )
    assert.deepEqual(await axeFindings(page), [])
  }
})

test("an element removed while it asks opens no stream", async (t) => {
  const { page, gateway, go } = await visit(t, tag)
  await go()
  await gateway.until(() => gateway.streams.size === 1)
  const before = gateway.asksFor("/v1/cases/case-1/events").length
  await page.evaluate(async () => {
    const first = document.querySelector("tongban-case-status")
    const again = document.createElement("tongban-case-status")
    again.setAttribute("case", "case-1")
    first?.replaceWith(again)
    again.remove()
    await fetch("/tongban/session", { headers: { "tongban-request": "1" } })
    await fetch("/tongban/v1/cases/case-1")
    await fetch("/tongban/session")
  })
  assert.equal(gateway.asksFor("/v1/cases/case-1/events").length, before)
})

test("a case is found by its department's number, and followed like any other", async (t) => {
  const { page, gateway, go } = await visit(
    t,
    `<tongban-case-status number=" ${received.localNumber ?? ""} "></tongban-case-status>`,
  )
  await go()
  await page.getByRole("heading", { name: "已收件，正在看是否受理" }).waitFor()
  await gateway.until(() => gateway.streams.size === 1)
  gateway.report(accepted)
  await page.getByRole("heading", { name: "已受理，正在办理" }).waitFor()
  assert.deepEqual(
    gateway.asked.filter(({ path }) => path.startsWith("/v1/")).map(({ path }) => path),
    [`/v1/case-numbers/${received.localNumber ?? ""}`, "/v1/cases/case-1/events"],
  )
})

test("a number that is not one's own leads to an error that can be tried again", async (t) => {
  const { page, gateway, go } = await visit(
    t,
    `<tongban-case-status number="BDCCX-1"></tongban-case-status>`,
    { expects: /404/ },
  )
  await go()
  await page.getByText("可能已删除，或不在您名下。请核对后再试。").waitFor()
  gateway.report({ ...received, localNumber: "BDCCX-1" })
  await page.getByRole("button", { name: "再试一次" }).click()
  await page.getByRole("heading", { name: "已收件，正在看是否受理" }).waitFor()
})

test("a step of which only the day is known shows no time", async (t) => {
  const { page, gateway, go } = await visit(t, tag)
  gateway.now = new Date("2026-11-24T10:40:00+08:00")
  const at = "2026-11-23T17:30:00+08:00"
  gateway.cases.set("case-1", {
    ...accepted,
    events: [{ ...event("ACCEPTED", at), effectiveOn: "2026-11-12" }],
  })
  await go()
  await page.getByRole("heading", { name: "已受理，正在办理" }).waitFor()
  assert.deepEqual((await steps(page))[0], ["step-now", "受理 现在 11月12日（周四）"])
})
