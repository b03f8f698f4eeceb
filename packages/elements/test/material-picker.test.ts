import assert from "node:assert/strict"
import { test } from "node:test"
import type { TestContext } from "node:test"
import type { TongbanMaterialPicker } from "@tongban/elements"
import { handle, item } from "./support/fixtures.ts"
import { useBrowser, visit } from "./support/browser.ts"
import type { Visit, VisitOptions } from "./support/browser.ts"
import { hello, SurfaceFrame } from "./support/surface.ts"

useBrowser()

const form = (attributes: string, more = ""): string => `
  <form method="get" action="/submitted">
    ${more}
    <fieldset>
      <tongban-material-picker name="materials" item="${item.code}" ${attributes}></tongban-material-picker>
    </fieldset>
    <button type="submit" id="submit">提交</button>
    <button type="reset" id="reset">重填</button>
  </form>`

const open = async (t: TestContext, body: string, options?: VisitOptions): Promise<Visit> => {
  const there = await visit(t, body, options)
  await there.go()
  return there
}

const picker = ({ page }: Visit) => page.locator("tongban-material-picker")
const valueOf = (there: Visit): Promise<string | null> =>
  picker(there).evaluate((element: TongbanMaterialPicker) => element.value)
const isMissing = (there: Visit): Promise<boolean> =>
  picker(there).evaluate((element: TongbanMaterialPicker) => element.validity.valueMissing)

/** Opens the row and has the surface pick a paper for it. */
async function pick(there: Visit, row: RegExp, requirement: string, letter = "a"): Promise<void> {
  await there.page.getByRole("button", { name: row }).click()
  const frame = await SurfaceFrame.in(there.page)
  if ((await frame.offers()).length === 0) await frame.greet(hello("surface-1"))
  await frame.say([{ type: "picked", requirement, kind: "held", handle: handle(letter) }])
  await there.page.getByRole("button", { name: row }).getByText("已选用").waitFor()
}

test("it is a list in the guide's order, in words that follow from the requirement alone", async (t) => {
  const { page } = await open(t, form(`draft="draft-1"`))
  await page.getByText("申请材料 4 项").waitFor()
  assert.deepEqual(await page.locator("tongban-material-picker li").allInnerTexts(), [
    "经营场所使用证明\n待选",
    "食品经营许可申请书\n请到窗口提交",
    "营业执照\n待选",
    "从业人员健康证明\n待选",
  ])
})

test("a paper that the applicant makes offers no action", async (t) => {
  const { page } = await open(t, form(`draft="draft-1"`))
  await page.getByText("食品经营许可申请书").waitFor()
  assert.equal(await page.getByRole("button", { name: /食品经营许可申请书/ }).count(), 0)
})

test("only the requirements that are named are shown", async (t) => {
  const { page } = await open(t, form(`draft="draft-1" requirements="r2 r6"`))
  await page.getByText("申请材料 2 项").waitFor()
  assert.deepEqual(await page.locator("tongban-material-picker li").allInnerTexts(), [
    "经营场所使用证明\n待选",
    "营业执照\n待选",
  ])
})

test("without a draft it says to log in first, and opens no row", async (t) => {
  const { page } = await open(t, form(`requirements="r6"`))
  await page.getByText("请先登录").waitFor()
  assert.equal(await page.locator("tongban-material-picker").getByRole("button").count(), 0)
})

test("a row opens the hub's surface, in a frame with exactly the protocol's sandbox", async (t) => {
  const { page, hub, gateway } = await open(t, form(`draft="draft-1" requirements="r6 r2"`))
  const row = page.getByRole("button", { name: /经营场所使用证明/ })
  await row.click()
  const frame = page.locator("tongban-material-picker iframe")
  await frame.waitFor()
  assert.equal(await row.getAttribute("aria-expanded"), "true")
  assert.equal(
    await frame.getAttribute("sandbox"),
    "allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox",
  )
  assert.equal(await frame.getAttribute("src"), `${hub}/surface/surface-1`)
  assert.equal(await frame.getAttribute("title"), "选用已有的材料")

  const [asked] = gateway.asksFor("/surfaces")
  assert.equal(asked?.headers["tongban-request"], "1")
  assert.deepEqual(asked.body, {
    draft: "draft-1",
    itemCode: item.code,
    requirements: ["r6", "r2"],
    mode: "frame",
  })
})

test("one surface serves every row, and its frame is not loaded again", async (t) => {
  const there = await open(t, form(`draft="draft-1"`))
  await pick(there, /经营场所使用证明/, "r6")
  await pick(there, /营业执照/, "r2", "b")
  assert.equal(there.gateway.asksFor("/surfaces").length, 1)
})

test("what is picked is the form's value: requirement, kind and handle, and nothing more", async (t) => {
  const there = await open(t, form(`draft="draft-1" requirements="r6"`))
  await pick(there, /经营场所使用证明/, "r6")
  const expected = { v: 1, items: [{ requirement: "r6", kind: "held", handle: handle("a") }] }
  assert.deepEqual(JSON.parse((await valueOf(there)) ?? ""), expected)
  assert.deepEqual((await there.events()).at(-1), {
    type: "tongban-material-picker-change",
    detail: { picked: ["r6"] },
    bubbled: false,
  })

  await there.page.locator("#submit").press("Enter")
  await there.page.waitForURL(/\/submitted/)
  const submitted = new URL(there.page.url()).searchParams.getAll("materials")
  assert.deepEqual(
    submitted.map((value) => JSON.parse(value) as unknown),
    [expected],
  )
})

test("after a pick the row is folded, has the focus and offers a change", async (t) => {
  const there = await open(t, form(`draft="draft-1" requirements="r6"`))
  await pick(there, /经营场所使用证明/, "r6")
  const row = there.page.getByRole("button", { name: /经营场所使用证明/ })
  assert.equal((await row.innerText()).replaceAll("\n", " "), "经营场所使用证明 已选用 · 更换")
  assert.equal(await row.getAttribute("aria-expanded"), "false")
  assert.equal(
    await there.page.evaluate(() =>
      document.activeElement?.shadowRoot?.activeElement?.getAttribute("data-requirement"),
    ),
    "r6",
  )
})

test("a required paper that is not chosen holds the form back, and the picker says so", async (t) => {
  const there = await open(t, form(`draft="draft-1" requirements="r6 r5"`))
  await there.page.getByText("申请材料 2 项").waitFor()
  assert.equal(await isMissing(there), true)

  await there.page.locator("#submit").click()
  await there.page.getByRole("alert").getByText("请先选好必须的材料").waitFor()
  assert.doesNotMatch(there.page.url(), /submitted/)

  await pick(there, /经营场所使用证明/, "r6")
  assert.equal(await isMissing(there), false)
})

test("a choice that is taken back empties the value again", async (t) => {
  const there = await open(t, form(`draft="draft-1" requirements="r6"`))
  await pick(there, /经营场所使用证明/, "r6")
  const frame = await SurfaceFrame.in(there.page, "tongban-material-picker iframe")
  await frame.say([{ type: "cleared", requirement: "r6" }])
  await there.page
    .getByRole("button", { name: /经营场所使用证明/ })
    .getByText("待选")
    .waitFor()
  assert.equal(await valueOf(there), null)
  assert.equal(await isMissing(there), true)
})

test("a reset takes everything back, and tells the surface", async (t) => {
  const there = await open(t, form(`draft="draft-1" requirements="r6"`))
  await pick(there, /经营场所使用证明/, "r6")
  await there.page.locator("#reset").click()
  await there.page
    .getByRole("button", { name: /经营场所使用证明/ })
    .getByText("待选")
    .waitFor()
  assert.equal(await valueOf(there), null)
  const frame = await SurfaceFrame.in(there.page, "tongban-material-picker iframe")
  assert.deepEqual((await frame.heard(3)).at(-1), { type: "reset", requirement: "r6" })
})

test("in a disabled fieldset it shows its rows, lets nothing be chosen and submits nothing", async (t) => {
  const there = await open(t, form(`draft="draft-1" requirements="r6"`))
  await pick(there, /经营场所使用证明/, "r6")
  await there.page.locator("fieldset").evaluate((fieldset) => {
    ;(fieldset as HTMLFieldSetElement).disabled = true
  })
  await there.page.getByRole("button", { name: /经营场所使用证明/ }).waitFor({ state: "detached" })
  assert.ok(await there.page.getByText("已选用").isVisible())
  const names = await there.page
    .locator("form")
    .evaluate((element) => [...new FormData(element as HTMLFormElement).keys()])
  assert.deepEqual(names, [])
})

test("what was picked is there again when the citizen comes back to the form", async (t) => {
  const there = await open(t, form(`draft="draft-1" requirements="r6"`))
  await pick(there, /经营场所使用证明/, "r6")
  const value = await valueOf(there)
  await there.page.locator("#submit").press("Enter")
  await there.page.waitForURL(/\/submitted/)
  await there.page.goBack()
  await there.page.getByText("已选用").waitFor()
  assert.equal(await valueOf(there), value)
})

test("an ended surface keeps what was picked; the next row opens a new one", async (t) => {
  const there = await open(t, form(`draft="draft-1" requirements="r6 r2"`))
  await pick(there, /经营场所使用证明/, "r6")
  await there.page.getByRole("button", { name: /营业执照/ }).click()
  const frame = await SurfaceFrame.in(there.page)
  await frame.say([{ type: "ended", reason: "surface_expired" }])
  await there.page.locator("tongban-material-picker iframe").waitFor({ state: "detached" })
  assert.ok(await there.page.getByText("已选用").isVisible())

  await there.page.getByRole("button", { name: /营业执照/ }).click()
  await there.page.locator("iframe[src$='/surface-2']").waitFor()
})

test("a surface that is refused says why, and names the form's own way", async (t) => {
  const there = await visit(t, form(`draft="draft-1" requirements="r6"`), { expects: /503/ })
  there.gateway.refusing.set("/surfaces", "unavailable")
  await there.go()
  await there.page.getByRole("button", { name: /经营场所使用证明/ }).click()
  await there.page.getByText("系统暂时打不开，不是您的问题").waitFor()
  assert.ok(await there.page.getByText("也可以按原来的办法提交这份材料。").isVisible())
  assert.equal(await there.page.locator("tongban-material-picker iframe").count(), 0)
})

test("with the guide away it tries again when it is told to", async (t) => {
  const there = await visit(t, form(`draft="draft-1" requirements="r6"`), { expects: /503/ })
  there.gateway.refusing.set("/v1/items", "unavailable")
  await there.go()
  await there.page.getByText("系统暂时打不开，不是您的问题").waitFor()
  there.gateway.refusing.clear()
  await there.page.getByRole("button", { name: "再试一次" }).click()
  await there.page.getByText("申请材料 1 项").waitFor()
})

test("a paper that cannot be picked does not hold the form back", async (t) => {
  const there = await open(t, form(`draft="draft-1" requirements="r1"`))
  await there.page.getByText("请到窗口提交").waitFor()
  assert.equal(await isMissing(there), false)
})

test("with the hub away the form's own way stays open", async (t) => {
  const { page, gateway, go } = await visit(t, form(`draft="d" requirements="r6"`), {
    expects: /503/,
  })
  gateway.refusing.set("/surfaces", "unavailable")
  await go()
  await page.getByRole("button", { name: /经营场所使用证明/ }).click()
  await page.getByText("也可以按原来的办法提交这份材料。").waitFor()
  await page.locator("#submit").click()
  await page.waitForURL(/submitted/)
})

test("a draft that comes after the element is in the page is used", async (t) => {
  const { page, go } = await visit(t, form(""))
  await go()
  await page.getByText("请先登录").waitFor()
  await page.locator("tongban-material-picker").evaluate((picker) => {
    picker.setAttribute("draft", "d")
  })
  await page.getByRole("button", { name: /营业执照/ }).waitFor()
})
