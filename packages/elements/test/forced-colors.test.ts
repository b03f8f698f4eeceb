import assert from "node:assert/strict"
import { test } from "node:test"
import type { Page } from "playwright-core"
import { handle, signedIn } from "../fixtures/answers.ts"
import { correcting, received } from "../fixtures/cases.ts"
import { item } from "../fixtures/item.ts"
import { useBrowser, visit } from "./support/browser.ts"

useBrowser()

const body = `
  <tongban-login></tongban-login>
  <form>
    <tongban-material-picker name="materials" item="${item.code}" draft="draft-1"></tongban-material-picker>
  </form>
  <tongban-case-status case="case-1" answer="/correct"></tongban-case-status>
  <tongban-case-status case="case-2"></tongban-case-status>`

type Look = Record<string, string>

/** How the first that matches inside an element looks, or what stands before or after it. */
const lookOf = (
  page: Page,
  selector: string,
  names: readonly string[],
  pseudo = "",
): Promise<Look> =>
  page
    .locator(selector)
    .first()
    .evaluate(
      (node, [wanted, before]) => {
        const style = getComputedStyle(node, before)
        return Object.fromEntries(wanted.map((name) => [name, style.getPropertyValue(name)]))
      },
      [names, pseudo] as const,
    )

/** What the person's own colours are. */
const systemColors = (page: Page, names: readonly string[]): Promise<Look> =>
  page.evaluate((wanted) => {
    const probe = document.body.appendChild(document.createElement("i"))
    const found = wanted.map((name) => {
      probe.style.color = name
      return [name, getComputedStyle(probe).color]
    })
    probe.remove()
    return Object.fromEntries(found) as Record<string, string>
  }, names)

for (const colorScheme of ["light", "dark"] as const)
  test(`in a person's own colours (${colorScheme}) controls, states and the focus are to be seen`, async (t) => {
    const { page, gateway, go } = await visit(t, body, {
      context: { forcedColors: "active", colorScheme },
    })
    gateway.session = signedIn
    gateway.report(correcting)
    gateway.report({ ...received, id: "case-2" })
    await go()
    await page.locator("tongban-login .who").click()
    const picked = { requirement: "r2", kind: "held", handle: handle("a") }
    const state = JSON.stringify({ v: 1, items: [picked] })
    await page.locator("tongban-material-picker .row").first().waitFor()
    await page.locator("tongban-material-picker").evaluate((picker, value) => {
      ;(picker as HTMLElementTagNameMap["tongban-material-picker"]).formStateRestoreCallback(value)
    }, state)
    await page.locator("form").evaluate((form: HTMLFormElement) => form.reportValidity())
    await page.locator("tongban-material-picker .row-missing").waitFor()
    await page.getByRole("link", { name: "去补交" }).waitFor()

    const { CanvasText, ButtonText, ButtonFace, Highlight } = await systemColors(page, [
      "CanvasText",
      "ButtonText",
      "ButtonFace",
      "Highlight",
    ])
    // Controls: an edge, or a ground of their own.
    for (const control of ["tongban-login .who", "tongban-login .menu"])
      assert.deepEqual(
        await lookOf(page, control, ["border-top-color", "border-top-width"]),
        { "border-top-color": CanvasText, "border-top-width": "1px" },
        control,
      )
    assert.deepEqual(
      await lookOf(page, "tongban-case-status .button-primary", ["color", "background-color"]),
      { color: ButtonFace, "background-color": ButtonText },
    )
    // States: by width and shape, as all colours are the person's.
    for (const urgent of [".notice-error", ".row-missing", ".turn-yours"])
      assert.deepEqual(
        await lookOf(page, urgent, ["border-inline-start-style", "border-inline-start-width"]),
        { "border-inline-start-style": "solid", "border-inline-start-width": "8px" },
        urgent,
      )
    for (const [step, isFilled, edge, top] of [
      [".step-done", false, "solid", "0px"],
      [".step-now", true, "solid", "2px"],
      [".step-inferred", false, "dashed", "2px"],
      [".step:last-child", false, "solid", "2px"],
    ] as const) {
      const { "background-color": ground, ...shape } = await lookOf(
        page,
        `tongban-case-status ${step}`,
        ["background-color", "border-bottom-style", "border-top-width"],
        "::before",
      )
      assert.equal(ground === Highlight, isFilled, step)
      assert.deepEqual(shape, { "border-bottom-style": edge, "border-top-width": top }, step)
    }
    // The focus, at each stop of the Tab key.
    await page.locator("tongban-login .who").focus()
    let stops = 0
    for (;;) {
      await page.keyboard.press("Tab")
      const ring = await page.evaluate(() => {
        const at = document.activeElement?.shadowRoot?.activeElement
        if (at == null) return undefined
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at)
        return { outlineStyle, outlineWidth, outlineColor }
      })
      if (ring === undefined) break
      stops++
      assert.deepEqual(ring, {
        outlineStyle: "solid",
        outlineWidth: "3px",
        outlineColor: Highlight,
      })
    }
    // Logout, three rows, the correction's link, and a number to copy and to call in each case.
    assert.equal(stops, 9)
  })
