import assert from "node:assert/strict"
import { test } from "node:test"
import type { TestContext } from "node:test"
import type { TongbanMaterialPicker } from "@tongban/elements"
import { handle } from "../fixtures/answers.ts"
import { item } from "../fixtures/item.ts"
import { axeFindings, useBrowser, visit } from "./support/browser.ts"
import type { Visit, VisitOptions } from "./support/browser.ts"
import { hello, SurfaceFrame } from "./support/surface.ts"

useBrowser()

const fields = `
  <input name="name" />
  <textarea name="about"></textarea>
  <select name="kind"><option>shop</option><option>kitchen</option></select>
  <select name="days" multiple><option>1</option><option>2</option><option>3</option></select>
  <input type="checkbox" name="night" />
  <input type="radio" name="size" value="s" checked /><input type="radio" name="size" value="l" />
  <input type="password" name="secret" />
  <input type="hidden" name="token" value="from the server" />
  <input name="code" autocomplete="off" />
  <input type="file" name="scan" />`

const form = (attributes = "", more = ""): string => `
  <h2>申请</h2>
  <form method="get" action="/submitted">
    ${more}
    <tongban-material-picker name="materials" item="${item.code}" draft="draft-1" requirements="r6 r2"
      ${attributes}></tongban-material-picker>
    <button type="submit" id="submit">提交</button>
  </form>`

/** A surface's id, as long as the hub's are. */
const back = "AAAAAAAAAAAAAAAAAAAAAA"
const row = /经营场所使用证明/
const offer = { name: "用整页办理" }

const open = async (t: TestContext, body: string, options?: VisitOptions): Promise<Visit> => {
  const there = await visit(t, body, options)
  await there.go("/apply?draft=draft-1")
  return there
}
const valueOf = ({ page }: Visit): Promise<string | null> =>
  page.locator("tongban-material-picker").evaluate((each: TongbanMaterialPicker) => each.value)
const kept = ({ page }: Visit): Promise<string> =>
  page.evaluate(() => JSON.stringify(sessionStorage))

/** Opens the row, and has the frame there. */
async function framed({ page }: Visit): Promise<SurfaceFrame> {
  await page.getByRole("button", { name: row }).click()
  const frame = await SurfaceFrame.in(page)
  await frame.greet(hello("surface-1"))
  return frame
}

test("with mode=page a row offers the page in words, and opens no frame", async (t) => {
  const there = await open(t, form(`mode="page"`))
  const { page, gateway, hub } = there
  await page.getByRole("button", { name: row }).click()
  await page.getByText("办完回到本页，填好的文字还在。").waitFor()
  assert.equal(await page.locator("iframe").count(), 0)
  assert.equal(gateway.asksFor("/surfaces").length, 0, "nobody is sent there")
  assert.deepEqual(await axeFindings(page), [])

  await page.getByRole("button", offer).click()
  await page.waitForURL(`${hub}/surface/surface-1`)
  assert.deepEqual(gateway.asksFor("/surfaces")[0]?.body, {
    draft: "draft-1",
    itemCode: item.code,
    requirements: ["r6", "r2"],
    mode: "page",
    returnTo: "/apply?draft=draft-1",
  })
})

test("the trip keeps what was typed, brings it back once, and tells the page of it", async (t) => {
  const there = await open(t, form(`mode="page"`, fields))
  const { page, hub, gateway } = there
  await page.locator("[name=name]").fill("何记面馆")
  await page.locator("[name=about]").fill("面食")
  await page.locator("[name=kind]").selectOption("kitchen")
  await page.locator("[name=days]").selectOption(["1", "3"])
  await page.locator("[name=night]").check()
  await page.locator("[name=size][value=l]").check()
  await page.locator("[name=secret]").fill("never kept")
  await page.locator("[name=code]").fill("never kept")
  await page.getByRole("button", { name: row }).click()
  await page.getByRole("button", offer).click()
  await page.waitForURL(`${hub}/surface/surface-1`)

  gateway.picked.set(back, [{ requirement: "r6", kind: "held", handle: handle("a") }])
  await page.addInitScript(() => {
    const told: string[] = []
    Object.assign(globalThis, { told })
    addEventListener("change", ({ target }) => told.push((target as HTMLInputElement).name), true)
  })
  await there.go(`/apply?draft=draft-1&surface=${back}`)
  await page.getByText("已选用").waitFor()
  const shown = await page.locator("form").evaluate((element: HTMLFormElement) => {
    const data = new FormData(element)
    data.delete("scan")
    data.delete("materials")
    return Array.from(data, ([name, value]) => [name, value])
  })
  assert.deepEqual(shown, [
    ["name", "何记面馆"],
    ["about", "面食"],
    ["kind", "kitchen"],
    ["days", "1"],
    ["days", "3"],
    ["night", "on"],
    ["size", "l"],
    ["secret", ""],
    ["token", "from the server"],
    ["code", ""],
  ])
  const told = await page.evaluate(() => (globalThis as unknown as { told: string[] }).told)
  assert.deepEqual(new Set(told), new Set(["name", "about", "kind", "days", "night", "size"]))
  assert.equal(await kept(there), "{}", "nothing stays behind")

  await there.go(`/apply?draft=draft-1&surface=${back}`)
  await page.getByText("已选用").waitFor()
  assert.equal(await page.locator("[name=name]").inputValue(), "")
})

test("what must not be kept is not: no password, hidden field, file, or field marked so", async (t) => {
  const there = await open(t, form(`mode="page"`, fields))
  const { page, hub } = there
  for (const name of ["secret", "code"]) await page.locator(`[name=${name}]`).fill("never kept")
  await page.getByRole("button", { name: row }).click()
  await page.getByRole("button", offer).click()
  await page.waitForURL(`${hub}/surface/surface-1`)
  await there.go("/frame")
  const all = await kept(there)
  assert.match(all, /tongban-trip-draft-1/)
  assert.doesNotMatch(all, /never kept|from the server|secret|token|code|scan/)
})

test("back from the page its picks are the value, beside those from before; the address is clean", async (t) => {
  const there = await open(t, form())
  const { page, hub, gateway } = there
  const frame = await framed(there)
  await frame.say([{ type: "picked", requirement: "r6", kind: "held", handle: handle("a") }])
  await page.getByText("已选用").waitFor()
  await page.getByRole("button", { name: /营业执照/ }).click()
  await frame.say([{ type: "needPage", reason: "window_blocked" }])
  await page.getByRole("button", offer).click()
  await page.waitForURL(`${hub}/surface/surface-2`)

  gateway.picked.set(back, [
    { requirement: "r2", kind: "upload", handle: handle("b") },
    { requirement: "r5", kind: "held", handle: handle("c") },
  ])
  await there.go(`/apply?name=%B3%CE%CD%E5&draft=draft-1&surface=${back}#part`)
  await page.getByText("已上传").waitFor()
  assert.deepEqual(JSON.parse((await valueOf(there)) ?? ""), {
    v: 1,
    items: [
      { requirement: "r6", kind: "held", handle: handle("a") },
      { requirement: "r2", kind: "upload", handle: handle("b") },
    ],
  })
  await page.waitForURL((url) => !url.href.includes(back))
  assert.equal(page.url(), `${there.portal}/apply?name=%B3%CE%CD%E5&draft=draft-1#part`)
  assert.deepEqual((await there.events()).at(-1), {
    type: "tongban-material-picker-change",
    detail: { picked: ["r6", "r2"] },
    bubbled: false,
  })
})

test("what was picked cannot be read: it says so, and a reload asks again", async (t) => {
  const there = await visit(t, form(), { expects: /503/ })
  const { page, gateway } = there
  gateway.refusing.set("/v1/surfaces", "unavailable")
  await there.go(`/apply?draft=draft-1&surface=${back}`)
  await page.getByText("系统暂时打不开，不是您的问题").waitFor()
  gateway.refusing.clear()
  gateway.picked.set(back, [{ requirement: "r6", kind: "held", handle: handle("a") }])
  await page.reload()
  await page.getByText("已选用").waitFor()
})

test("a frame that needs a page offers it, and stays; nobody is sent there", async (t) => {
  const there = await open(t, form())
  const { page, gateway } = there
  const frame = await framed(there)
  assert.equal(await page.getByRole("button", offer).count(), 0)
  await frame.say([{ type: "needPage", reason: "window_blocked" }])
  await page.getByRole("button", offer).waitFor()
  assert.ok(await page.locator("iframe").isVisible())
  assert.equal(gateway.asksFor("/surfaces").length, 1)
})

test("ten seconds of silence offer the page and the form's own way; a late frame is taken", async (t) => {
  const there = await visit(t, form())
  const { page } = there
  await page.clock.install()
  await there.go("/apply?draft=draft-1")
  await page.getByRole("button", { name: row }).click()
  const frame = await SurfaceFrame.in(page)
  await page.clock.runFor(9_000)
  assert.equal(await page.getByRole("button", offer).count(), 0)
  await page.clock.runFor(1_100)
  await page.getByText("选材料的页面没能在这里打开，不是您的问题").waitFor()
  await page.getByText("也可以按原来的办法提交这份材料。").waitFor()
  assert.ok(await page.locator("iframe").isHidden())
  assert.ok(
    await page
      .locator("tongban-material-picker")
      .evaluate((each: TongbanMaterialPicker) => each.validity.valid),
  )
  assert.deepEqual(await axeFindings(page), [])

  await frame.greet(hello("surface-1"))
  await frame.say([{ type: "ready" }])
  await page.locator("iframe").waitFor()
  assert.equal(await page.getByRole("button", offer).count(), 0)
})

test("a page that is refused says why, and what was typed stays in the form", async (t) => {
  const there = await visit(t, form(`mode="page"`, fields), { expects: /503/ })
  const { page, gateway } = there
  gateway.refusing.set("/surfaces", "unavailable")
  await there.go("/apply?draft=draft-1")
  await page.locator("[name=name]").fill("何记面馆")
  await page.getByRole("button", { name: row }).click()
  await page.getByRole("button", offer).click()
  await page.getByText("系统暂时打不开，不是您的问题").waitFor()
  assert.equal(await page.locator("[name=name]").inputValue(), "何记面馆")
  assert.equal(await kept(there), "{}")
  gateway.refusing.clear()
  await page.getByRole("button", offer).click()
  await page.waitForURL(/\/surface\//)
})

test("a page in GBK: what was typed comes back and is submitted in GBK, the address untouched", async (t) => {
  const there = await visit(t, form(`mode="page"`, `<input name="name" />`))
  const { page, hub, gateway } = there
  // The page as its server of 2012 sends it. Only its encoding differs: its own characters are escaped.
  await page.route("**/apply?*", async (route) => {
    const text = await (await route.fetch()).text()
    const escaped = text.replace(/[^\0-\x7f]/gu, (each) => `&#${each.codePointAt(0)};`)
    await route.fulfill({
      contentType: "text/html; charset=gbk",
      body: escaped.replace(/<meta charset[^>]*>/, ""),
    })
  })
  const query = "?place=%B3%CE%CD%E5&draft=draft-1"
  await there.go(`/apply${query}`)
  assert.equal(await page.evaluate(() => document.characterSet), "GBK")
  await page.locator("[name=name]").fill("澄湾面馆")
  await page.getByRole("button", { name: row }).click()
  await page.getByRole("button", offer).click()
  await page.waitForURL(`${hub}/surface/surface-1`)
  const asked = gateway.asksFor("/surfaces")[0]?.body as { returnTo: string }
  assert.equal(asked.returnTo, `/apply${query}`)

  gateway.picked.set(
    back,
    ["r6", "r2"].map((requirement) => ({ requirement, kind: "held", handle: handle("a") })),
  )
  await there.go(`${asked.returnTo}&surface=${back}`)
  await page.waitForURL(there.portal + asked.returnTo)
  assert.equal(await page.locator("[name=name]").inputValue(), "澄湾面馆")
  await page.locator("#submit").click()
  await page.waitForURL("**/submitted?*")
  assert.match(page.url(), /[?&]name=%B3%CE%CD%E5%C3%E6%B9%DD&/)
})
