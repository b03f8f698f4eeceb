import assert from "node:assert/strict"
import { test } from "node:test"
import { signedIn } from "../fixtures/answers.ts"
import { useBrowser, visit } from "./support/browser.ts"

useBrowser()

const tag = "<tongban-login></tongban-login>"

test("the button leaves for the gateway's login, to come back to this very address", async (t) => {
  const { page, portal, go } = await visit(t, tag)
  await go("/apply?item=1&step=2")
  await page.getByRole("button", { name: "统一身份登录" }).click()
  await page.waitForURL(/\/tongban\/login/)
  assert.equal(new URL(page.url()).searchParams.get("return"), "/apply?item=1&step=2")
  assert.equal(new URL(page.url()).origin, portal)
})

test("logged out elsewhere: back at this page it shows nobody, without a reload", async (t) => {
  const { page, gateway, go, events } = await visit(t, tag)
  gateway.session = signedIn
  await go()
  await page.getByRole("button", { name: /秋月/ }).waitFor()
  gateway.session = { signedIn: false }
  await page.evaluate(() => dispatchEvent(new Event("focus")))
  await page.getByRole("button", { name: "统一身份登录" }).waitFor()
  assert.deepEqual(
    (await events()).map(({ detail }) => detail),
    [{ signedIn: true }, { signedIn: false }],
  )
})

test("logged out elsewhere: the page's next call shows it too", async (t) => {
  const { page, gateway, go } = await visit(
    t,
    `${tag}<tongban-case-status case="case-1"></tongban-case-status>`,
    { expects: /401/ },
  )
  gateway.session = signedIn
  await go()
  await page.getByRole("button", { name: /秋月/ }).waitFor()
  gateway.session = { signedIn: false }
  gateway.refusing.set("/v1/cases", "login_required")
  await page.locator("tongban-case-status").evaluate((status) => {
    status.setAttribute("case", "case-2")
  })
  await page.getByRole("button", { name: "统一身份登录" }).waitFor()
})

test("the gateway away for a moment: whoever comes back to the page is not disturbed", async (t) => {
  const { page, gateway, go } = await visit(t, tag, { expects: /503/ })
  gateway.session = signedIn
  await go()
  const who = page.getByRole("button", { name: /秋月/ })
  await who.waitFor()
  gateway.refusing.set("/session", "unavailable")
  const asked = gateway.asksFor("/session").length
  await page.evaluate(() => dispatchEvent(new Event("focus")))
  await gateway.until(() => gateway.asksFor("/session").length > asked)
  await page.evaluate(() => fetch("/tongban/v1/cases/case-1"))
  assert.ok(await who.isVisible())
})

test("waiting has words from the first second, and a way on after 15", async (t) => {
  const { page, gateway, go } = await visit(t, tag)
  gateway.hanging.add("/session")
  await page.clock.install()
  await go()
  await page.getByText("正在确认您是否已登录").waitFor()
  await page.clock.fastForward(14_000)
  assert.equal(await page.getByRole("button").count(), 0)
  await page.clock.fastForward(1_500)
  await page.getByText("统一登录比平时慢，已填内容还在").waitFor()

  gateway.hanging.clear()
  await page.getByRole("button", { name: "再试一次" }).click()
  await page.getByRole("button", { name: "统一身份登录" }).waitFor()
})

test("a login that was not finished is told once, and not again after a reload", async (t) => {
  const { page, go } = await visit(t, tag)
  await go("/apply?item=1#tongban-login=login_required")
  const words = page.getByText("登录没有完成，请再试一次")
  await words.waitFor()
  assert.match(page.url(), /\/apply\?item=1$/)
  await page.reload()
  await page.getByRole("button", { name: "统一身份登录" }).waitFor()
  assert.equal(await words.count(), 0)
})

const withLink = `<tongban-login><a href="/tongban/login?return=/apply">您的浏览器较旧，点此在统一页面办理</a></tongban-login>`

test("its link works where no script runs", async (t) => {
  const { page, go } = await visit(t, withLink, { context: { javaScriptEnabled: false } })
  await go()
  await page.getByRole("link", { name: /统一页面办理/ }).click()
  await page.waitForURL(/\/tongban\/login\?return=\/apply/)
})
