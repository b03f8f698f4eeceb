import assert from "node:assert/strict"
import { test } from "node:test"
import { item, signedIn, unknown } from "./support/fixtures.ts"
import { axeFindings, shownText, useBrowser, visit } from "./support/browser.ts"
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

for (const lang of ["zh-CN", "en"]) {
  for (const attributes of ["", `size="large"`, `theme="dark"`]) {
    test(`axe finds nothing (${lang}${attributes && `, ${attributes}`})`, async (t) => {
      const there = await visit(t, all(attributes), { lang })
      there.gateway.session = signedIn
      await settled(there)
      await there.page.locator("tongban-login button").first().click()
      assert.deepEqual(await axeFindings(there.page), [])
    })
  }
}

test("axe finds nothing where things go wrong", async (t) => {
  const there = await visit(t, all(), { expects: /503/ })
  there.gateway.refusing.set("/session", "unavailable")
  there.gateway.refusing.set("/surfaces", "unavailable")
  there.gateway.report(unknown)
  await settled(there)
  await there.page.getByRole("button", { name: /经营场所使用证明/ }).click()
  await there.page.getByText("也可以按原来的办法提交这份材料。").waitFor()
  assert.deepEqual(await axeFindings(there.page), [])
})

test("the language is that of the nearest ancestor, through a shadow root", async (t) => {
  const { page, go } = await visit(t, `<div lang="en" id="place"></div>`, { lang: "zh-CN" })
  await go()
  await page.locator("#place").evaluate((place) => {
    place.attachShadow({ mode: "open" }).append(document.createElement("tongban-login"))
  })
  await page.getByRole("button", { name: "Log in", exact: true }).waitFor()
})

test("a language that we do not speak is answered in Chinese", async (t) => {
  const { page, go } = await visit(t, "<tongban-login></tongban-login>", { lang: "fr" })
  await go()
  await page.getByRole("button", { name: "统一身份登录" }).waitFor()
})

test("in English every element speaks English", async (t) => {
  const there = await visit(t, all(), { lang: "en" })
  there.gateway.session = signedIn
  await settled(there)
  await there.page.locator("tongban-login button").first().click()
  const texts = await Promise.all(
    ["tongban-login", "tongban-material-picker", "tongban-case-status"].map((tag) =>
      shownText(there.page, tag),
    ),
  )
  assert.match(texts.join("\n"), /face checked.*papers needed.*Received, being checked/s)
  // A name and the counter's own signboard stay as they are.
  const chinese = texts
    .join("\n")
    .replace(/\*秋月|2楼A区 12-15号窗口/g, "")
    .match(/\p{Script=Han}+/gu)
  assert.equal(chinese, null)
})

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

for (const [attributes, least] of [
  ["", 44],
  [`size="large"`, 60],
] as const) {
  test(`every target is at least ${least} px high ${attributes}`, async (t) => {
    const there = await visit(t, all(attributes))
    there.gateway.session = signedIn
    await settled(there)
    await there.page.locator("tongban-login button").first().click()
    const heights = await there.page
      .locator("tongban-login button, tongban-material-picker button, tongban-case-status button")
      .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height))
    assert.ok(heights.length >= 6)
    assert.ok(Math.min(...heights) >= least, String(heights))
  })
}

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
