import assert from "node:assert/strict"
import { test } from "node:test"
import { signedIn } from "../fixtures/answers.ts"
import { item } from "../fixtures/item.ts"
import { useBrowser, visit } from "./support/browser.ts"
import type { Visit } from "./support/browser.ts"
import { tags } from "./support/tags.ts"

useBrowser()

const all = (attributes = ""): string => `
  <tongban-login ${attributes}></tongban-login>
  <form>
    <h2>二、申请材料</h2>
    <tongban-material-picker name="materials" item="${item.code}" draft="draft-1" ${attributes}></tongban-material-picker>
  </form>
  <tongban-case-status case="case-1" ${attributes}></tongban-case-status>`

/** Loads the page and waits until each element has said what it has to say. */
async function settled({ page, gateway, go }: Visit): Promise<void> {
  await go()
  await page.locator("tongban-login button").first().waitFor()
  await page.locator("tongban-material-picker li").first().waitFor()
  await page.locator("tongban-case-status h2").waitFor()
  await gateway.until(() => gateway.streams.size === 1)
}

test("an old page's rules for everything change nothing inside", async (t) => {
  const there = await visit(t, all())
  await settled(there)
  const looks = await there.page.evaluate(() => {
    const look = (tag: string, inside: string) => {
      const found = document.querySelector(tag)?.shadowRoot?.querySelector(inside)
      if (found == null) throw new Error(`${tag} has no ${inside}`)
      const { fontSize, fontWeight, letterSpacing, textTransform, float, display, boxSizing } =
        getComputedStyle(found)
      return { fontSize, fontWeight, letterSpacing, textTransform, float, display, boxSizing }
    }
    return {
      button: look("tongban-login", ".button-primary"),
      row: look("tongban-material-picker", "button.row"),
      heading: look("tongban-case-status", "h2"),
    }
  })
  const ours = {
    letterSpacing: "normal",
    textTransform: "none",
    float: "none",
    boxSizing: "border-box",
  }
  assert.deepEqual(looks, {
    button: { ...ours, fontSize: "16px", fontWeight: "400", display: "inline-flex" },
    row: { ...ours, fontSize: "16px", fontWeight: "400", display: "flex" },
    heading: { ...ours, fontSize: "22px", fontWeight: "600", display: "block" },
  })
})

for (const attributes of ["", `size="large"`]) {
  test(`on a phone nothing runs out of the page ${attributes}`, async (t) => {
    const there = await visit(t, all(attributes), {
      context: { viewport: { width: 320, height: 640 } },
    })
    there.gateway.session = signedIn
    await settled(there)
    await there.page.locator("tongban-login button").first().click()
    const width = await there.page.evaluate(() => document.documentElement.scrollWidth)
    assert.equal(width, 320)
  })
}

test("on paper nothing stands that is pressed", async (t) => {
  const there = await visit(t, all())
  there.gateway.session = signedIn
  await settled(there)
  await there.page.locator("tongban-login button").first().click()
  const pressed = there.page.locator(".link:visible, .buttons:visible")
  assert.equal(await pressed.count(), 2, "to log out, and to copy the number")
  await there.page.emulateMedia({ media: "print" })
  assert.equal(await pressed.count(), 0)
})

test("the script leaves no name in the page's global scope", async (t) => {
  const { page, go } = await visit(t, "")
  await page.addInitScript(() => {
    Object.assign(globalThis, { namesBefore: Object.getOwnPropertyNames(globalThis) })
  })
  await go()
  const left = await page.evaluate(() => {
    const { namesBefore } = globalThis as unknown as { namesBefore: string[] }
    return Object.getOwnPropertyNames(globalThis).filter((name) => !namesBefore.includes(name))
  })
  // Lit's own marks, by which its copies on one page find each other.
  const marks = [
    "litElementVersions",
    "litHtmlVersions",
    "litPropertyMetadata",
    "reactiveElementVersions",
  ]
  assert.deepEqual(
    left.filter((name) => !["namesBefore", ...marks].includes(name)),
    [],
  )
})

test("a second copy of the script leaves the first alone, and says so once for each tag", async (t) => {
  const { complaints, go, heardOut } = await visit(
    t,
    `<script src="/tongban/tongban.js"></script>`,
    { expects: /already defined by version/, lax: true },
  )
  await go()
  await heardOut()
  assert.equal(complaints.length, tags.length)
  assert.match(complaints.join("\n"), /<tongban-login> is already defined by version \S+/)
})

test("a tag that somebody else has taken is left to them, and the others still work", async (t) => {
  const { page, complaints, go, heardOut } = await visit(t, "<tongban-login></tongban-login>", {
    expects: /<tongban-case-status> is already defined by another script/,
  })
  await page.addInitScript(() => {
    customElements.define("tongban-case-status", class extends HTMLElement {})
  })
  await go()
  await page.getByRole("button", { name: "统一身份登录" }).waitFor()
  await heardOut()
  assert.equal(complaints.length, 1)
})
