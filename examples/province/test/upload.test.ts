import assert from "node:assert/strict"
import { createHash, randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { after, before, suite, test } from "node:test"
import { Citizen } from "./support/citizen.ts"
import { makeWorld } from "./support/world.ts"
import type { World } from "./support/world.ts"

suite("a paper of her own making, uploaded", () => {
  let world: World

  before(async () => {
    world = await makeWorld()
  })
  after(() => world.close())

  test("the line is cut half-way and comes back: the same bytes arrive at the department", async () => {
    const citizen = await Citizen.at(world.browser, world.province.addresses.oldSameSite)
    const { page, surface } = citizen
    const bytes = Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(3 * 1024 * 1024)])
    await citizen.logIn("何秋月")
    await citizen.openPicker()
    await citizen.pickAll()
    await page.getByRole("button", { name: /食品安全规章制度.*请上传/ }).press("Enter")
    await surface.getByText("自己上传").waitFor()
    await citizen.look("upload")

    // Two pieces pass, then the line is cut.
    let passed = 0
    let cut = true
    await page.context().route("**/uploads/*", (route) => {
      if (route.request().method() === "PATCH") passed++
      return cut && passed > 2 ? route.abort("connectionreset") : route.continue()
    })
    const failed = page.waitForEvent("requestfailed")
    await surface
      .locator("input[type=file]")
      .last()
      .setInputFiles({ name: "规章.pdf", mimeType: "application/pdf", buffer: bytes })
    await surface.getByText("断网不要紧，接上会继续").waitFor()
    await failed
    await citizen.look("cut")
    cut = false
    await surface.getByText("您上传的，窗口还要看原件").waitFor()
    await citizen.look("uploaded")
    await citizen.use()
    await surface.getByRole("button", { name: "同意", exact: true, disabled: false }).click()
    await page.getByText("已上传").first().waitFor()
    await citizen.look("uploaded-picked")
    assert.match(await citizen.formValue(), /"kind":"upload"/)

    await citizen.submit()
    await page.getByRole("heading", { name: "已提交，等部门收件" }).waitFor()
    const row = world.rows().at(-1)
    const paper = world.papers(row?.["SBLSH"]).find(({ CLBH }) => CLBH === "r4")
    const digest = createHash("sha256").update(bytes).digest("hex")
    assert.equal(paper?.["CLZY"], digest)
    const kept = readFileSync(String(paper["CLLJ"]))
    assert.equal(createHash("sha256").update(kept).digest("hex"), digest)

    await page.goto(`${world.province.addresses.oldSameSite}/clerk`)
    await page.getByRole("link", { name: "食品安全规章制度" }).first().waitFor()
    await citizen.look("clerk")
    await citizen.leave()
  })
})
