import assert from "node:assert/strict"
import { test } from "node:test"
import type { TongbanMaterialPicker } from "@tongban/elements"
import { handle } from "../fixtures/answers.ts"
import { item } from "../fixtures/item.ts"
import { useBrowser, visit } from "./support/browser.ts"
import { hello, SurfaceFrame } from "./support/surface.ts"

useBrowser()

const form = `
  <form method="get" action="/submitted">
    <tongban-material-picker name="materials" item="${item.code}" draft="draft-1" requirements="r6"></tongban-material-picker>
    <button type="submit" id="submit">提交</button>
  </form>`

test("what was picked is submitted, and there again when the citizen comes back to the form", async (t) => {
  const { page, go } = await visit(t, form)
  await go()
  await page.getByRole("button", { name: /经营场所使用证明/ }).click()
  const frame = await SurfaceFrame.in(page)
  await frame.greet(hello("surface-1"))
  const picked = { requirement: "r6", kind: "held", handle: handle("a") }
  await frame.say([{ type: "picked", ...picked }])
  await page.getByText("已选用").waitFor()

  await page.locator("#submit").press("Enter")
  await page.waitForURL(/\/submitted/)
  const value = JSON.stringify({ v: 1, items: [picked] })
  assert.deepEqual(new URL(page.url()).searchParams.getAll("materials"), [value])
  await page.goBack()
  await page.getByText("已选用").waitFor()
  const picker = page.locator("tongban-material-picker")
  assert.equal(await picker.evaluate((each: TongbanMaterialPicker) => each.value), value)
})
