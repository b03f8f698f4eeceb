import assert from "node:assert/strict"
import { test } from "node:test"
import { axeFindings, useBrowser, visitHub } from "./support/pages-browser.ts"

useBrowser()

const words = {
  "zh-CN": {
    sandbox: "这是沙盒登录：人物都是虚构的，没有任何效力。",
    asks: "澄湾市市场监督管理局",
    person: /何秋月/,
  },
  en: {
    sandbox: "This is a sandbox login: every person is invented",
    asks: "Chengwan Market Regulation Bureau",
    person: /He Qiuyue/,
  },
} as const

for (const lang of ["zh-CN", "en"] as const) {
  test(`it says that it is a sandbox and who asks; one click logs in (${lang})`, async (t) => {
    const { hub, page } = await visitHub(t, { lang, viewport: { width: 320, height: 640 } })
    await page.goto(`${hub.origin}/interaction/uid-1`)
    await page.getByText(words[lang].sandbox).waitFor()
    await page.getByText(words[lang].asks).waitFor()
    assert.deepEqual(await axeFindings(page, ["page-has-heading-one"]), [])
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320)

    const person = page.getByRole("button", { name: words[lang].person })
    const box = await person.boundingBox()
    assert.ok(box !== null && box.height >= 44 && box.width > 240, "the whole row is the target")
    await person.click()
    await page.waitForFunction(() => document.title === "logged in")
    const [asked] = hub.askedFor("POST /interaction/uid-1/login")
    assert.deepEqual({ ...(asked?.body as object) }, { persona: "he" })
    assert.equal(asked?.headers.origin, hub.origin)
  })
}
