import assert from "node:assert/strict"
import { test } from "node:test"
import type { TestContext } from "node:test"
import type { TongbanMaterialPicker } from "@tongban/elements"
import { handle } from "../fixtures/answers.ts"
import { item } from "../fixtures/item.ts"
import { useBrowser, visit } from "./support/browser.ts"
import type { Visit, VisitOptions } from "./support/browser.ts"
import { hello, SurfaceFrame } from "./support/surface.ts"

useBrowser()

/** The picker with its first row open: the frame has loaded, and nothing has been said. */
async function openRow(
  t: TestContext,
  options?: VisitOptions,
): Promise<Visit & { frame: SurfaceFrame }> {
  const there = await visit(
    t,
    `<form><tongban-material-picker name="materials" item="${item.code}" draft="draft-1"></tongban-material-picker></form>`,
    options,
  )
  await there.go()
  await there.page.getByRole("button", { name: /经营场所使用证明/ }).click()
  return { ...there, frame: await SurfaceFrame.in(there.page) }
}

const picked = { type: "picked", requirement: "r6", kind: "held", handle: handle("a") }

/** The picker's value, once it has read everything that was said before the height of 321. */
async function valueAfter({ page, frame }: { page: Visit["page"]; frame: SurfaceFrame }, port = 0) {
  await frame.say([{ type: "size", height: 321 }], port)
  await page.locator("tongban-material-picker iframe[height='321']").waitFor({ state: "attached" })
  return page
    .locator("tongban-material-picker")
    .evaluate((picker: TongbanMaterialPicker) => picker.value)
}

test("a hello of the frame is answered with one port, that names the surface and the nonce", async (t) => {
  const { frame } = await openRow(t)
  assert.equal(await frame.greet(hello("surface-1")), 1)
  assert.deepEqual(await frame.offers(), [{ ...hello("surface-1"), tongban: "port", ports: 1 }])
})

test("by the port the frame first hears the language, then the row that is open", async (t) => {
  const { frame } = await openRow(t)
  await frame.greet(hello("surface-1"))
  assert.deepEqual(await frame.heard(2), [
    { type: "init", lang: "zh-CN", theme: "", size: "" },
    { type: "focus", requirement: "r6" },
  ])
})

for (const [what, said] of [
  ["of another surface", hello("surface-2")],
  ["of another version", hello("surface-1", { v: 2 })],
  ["with a short nonce", hello("surface-1", { nonce: "short" })],
  ["without a nonce", { tongban: "hello", v: 1, surface: "surface-1" }],
] as const) {
  test(`a hello ${what} gets no port`, async (t) => {
    const { frame } = await openRow(t)
    assert.equal(await frame.greet(said), 0)
    assert.equal(await frame.greet(hello("surface-1")), 1)
  })
}

test("the hub's origin in another frame gets no port, and leaves the picker's own alone", async (t) => {
  const { page, hub, frame } = await openRow(t)
  await frame.greet(hello("surface-1"))
  await page.evaluate((address) => {
    const other = document.createElement("iframe")
    other.id = "other"
    other.setAttribute("src", address)
    document.body.append(other)
  }, `${hub}/surface/surface-1`)
  const other = await SurfaceFrame.in(page, "#other")
  assert.equal(await other.greet(hello("surface-1")), 0)
  await frame.say([picked])
  await page.getByText("已选用").waitFor()
  assert.equal((await frame.offers()).length, 1)
})

test("another origin in the picker's own frame gets no port", async (t) => {
  const { page } = await openRow(t, { expects: /can escape its sandboxing/ })
  await page.locator("tongban-material-picker iframe").evaluate((frame) => {
    frame.setAttribute("src", "/frame")
  })
  const frame = await SurfaceFrame.in(page, "tongban-material-picker iframe[src='/frame']")
  assert.equal(await frame.greet(hello("surface-1")), 0)
})

test("a second hello closes the old port: what comes by it is not heard", async (t) => {
  const there = await openRow(t)
  const { frame } = there
  assert.equal(await frame.greet(hello("surface-1")), 1)
  assert.equal(await frame.greet(hello("surface-1")), 2)
  await frame.say([picked], 0)
  assert.equal(await valueAfter(there, 1), null)
  await frame.say([picked], 1)
  await there.page.getByText("已选用").waitFor()
})

for (const [what, message] of [
  ["an unknown word", { type: "consent", requirement: "r6" }],
  ["a word of the shell's own", { type: "focus", requirement: "r2" }],
  ["a pick with a field too many", { ...picked, issuer: "自然资源局" }],
  ["a pick with a field too few", { type: "picked", requirement: "r6", kind: "held" }],
  ["a handle that is none", { ...picked, handle: "tbh1_short" }],
  ["a kind that is none", { ...picked, kind: "everything" }],
  ["a pick larger than 64 KB", { ...picked, requirement: "r".repeat(65 * 1024) }],
  ["no object", "picked"],
] as const) {
  test(`${what} by the port changes nothing`, async (t) => {
    const there = await openRow(t)
    await there.frame.greet(hello("surface-1"))
    await there.frame.say([message])
    assert.equal(await valueAfter(there), null)
  })
}

test("the frame's height stays within what a page can bear", async (t) => {
  const { page, frame } = await openRow(t)
  await frame.greet(hello("surface-1"))
  for (const [said, shown] of [
    [100_000, 1600],
    [-5, 160],
    [700, 700],
  ] as const) {
    await frame.say([{ type: "size", height: said }])
    await page.locator(`tongban-material-picker iframe[height='${shown}']`).waitFor()
  }
})

test("a frame that loads again is told again what it is for", async (t) => {
  const { frame } = await openRow(t)
  await frame.greet(hello("surface-1"))
  await frame.heard(2)
  await frame.greet(hello("surface-1"))
  assert.deepEqual((await frame.heard(4)).slice(2), [
    { type: "init", lang: "zh-CN", theme: "", size: "" },
    { type: "focus", requirement: "r6" },
  ])
})
