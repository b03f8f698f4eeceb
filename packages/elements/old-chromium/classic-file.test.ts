import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import type { TestContext } from "node:test"
import { handle, signedIn } from "../fixtures/answers.ts"
import { accepted } from "../fixtures/cases.ts"
import { item } from "../fixtures/item.ts"
import { openSite } from "../test/support/site.ts"
import type { Site } from "../test/support/site.ts"
import { hello } from "../test/support/surface.ts"
import { startChromium } from "./support/chromium.ts"
import type { OldChromium } from "./support/chromium.ts"
import type { Tab } from "./support/tab.ts"

/** A page of 2012 with Bootstrap 3 and jQuery 1, that makes an element of ours itself, too. */
const body = `
  <link rel="stylesheet" href="/bootstrap.css" />
  <script src="/jquery.js"></script>
  <tongban-login></tongban-login>
  <form action="/submitted">
    <fieldset>
      <tongban-material-picker name="materials" item="${item.code}" draft="draft-1" requirements="r6 r5"></tongban-material-picker>
    </fieldset>
  </form>
  <tongban-case-status case="case-1"></tongban-case-status>
  <p lang="en" id="later"></p>
  <script>
    $(function () {
      $("#later").html('<tongban-login></tongban-login>')
      $("tongban-material-picker").on("tongban-material-picker-change", function (event) {
        this.setAttribute("data-heard", event.originalEvent.detail.picked.join())
      })
    })
  </script>`

const [login, picker, status] = ["tongban-login", "tongban-material-picker", "tongban-case-status"]
const premises = `button[data-requirement="r6"]`

const element = (tag: string) => `document.querySelector("${tag}")`
const inside = (tag: string, selector: string) =>
  `${element(tag)}.shadowRoot.querySelector('${selector}')`
/** Whether a reader sees the words in the element. */
const says = (tag: string, words: string) =>
  `${inside(tag, ".tb")}.innerText.replace(/\\s+/g, " ").includes("${words}")`
const sent = `[...new FormData(document.forms[0])]`

for (const version of [78, 86, 92] as const) {
  suite(`the classic file on Chromium ${version}`, { timeout: 120_000 }, () => {
    let chromium: OldChromium | undefined
    before(async () => {
      chromium = await startChromium(version)
    })
    after(() => chromium?.close())

    /** The page at a portal of the test's own. A complaint of the page fails the test. */
    async function visit(t: TestContext): Promise<{ tab: Tab; site: Site }> {
      assert.ok(chromium)
      const { tab } = chromium
      // Without the policy: Chromium 78 complains of directives that are newer than itself.
      const site = await openSite(body, "zh-CN", true)
      t.after(async () => {
        await tab.go("about:blank")
        await site.close()
        assert.deepEqual(tab.complaints.splice(0), [])
      })
      await tab.go(`${site.portal}/apply`)
      return { tab, site }
    }

    test("it is that version, really", async (t) => {
      const { tab } = await visit(t)
      assert.match(await tab.evaluate("navigator.userAgent"), new RegExp(`Chrome/${version}\\.`))
    })

    test("the login leaves for the gateway by its button, and back again shows the name", async (t) => {
      const { tab, site } = await visit(t)
      await tab.until(says(login, "统一身份登录"))
      await tab.leaveBy(inside(login, "button"))
      assert.equal(
        await tab.evaluate("location.pathname + location.search"),
        "/tongban/login?return=%2Fapply",
      )

      site.gateway.session = signedIn
      await tab.go(`${site.portal}/apply`)
      await tab.until(says(login, "*秋月 · 人脸核验实名"))
      await tab.evaluate(`${inside(login, ".who")}.click()`)
      await tab.until(says(login, "退出所有部门"))
    })

    test("an element that the page's jQuery makes works too, in the language of its place", async (t) => {
      const { tab } = await visit(t)
      await tab.until(says("#later tongban-login", "Log in"))
    })

    test("the picker lists the requirements, and holds the form back while one is missing", async (t) => {
      const { tab } = await visit(t)
      await tab.until(says(picker, "申请材料 2 项 经营场所使用证明 待选 从业人员健康证明 待选"))
      assert.equal(await tab.evaluate(`${element(picker)}.validity.valueMissing`), true)
      assert.equal(await tab.evaluate(`document.forms[0].checkValidity()`), false)
      await tab.until(says(picker, "请先选好必须的材料"))
      assert.deepEqual(await tab.evaluate(sent), [])
    })

    test("what is missing gets the focus when the form is reported, and when the picker is told to take it", async (t) => {
      const { tab } = await visit(t)
      await tab.until(inside(picker, premises))
      const focused = `${element(picker)}.shadowRoot.activeElement`
      const toMissing = `${focused} === ${inside(picker, premises)}`
      assert.equal(await tab.evaluate("document.forms[0].reportValidity()"), false)
      await tab.until(toMissing)
      await tab.evaluate(`${focused}.blur()`)
      await tab.evaluate(`${element(picker)}.focus()`)
      await tab.until(toMissing)
    })

    test("a paper is chosen in the hub's frame, becomes the form's value, and a reset takes it back", async (t) => {
      const { tab, site } = await visit(t)
      await tab.until(inside(picker, premises))
      await tab.evaluate(`${inside(picker, premises)}.click()`)
      await tab.until("window.frame", site.hub)
      await tab.evaluate(`parent.postMessage(${JSON.stringify(hello("surface-1"))}, "*")`, site.hub)
      await tab.until("frame.heard.length === 2", site.hub)
      const picked = { requirement: "r6", kind: "held", handle: handle("a") }
      const message = JSON.stringify({ type: "picked", ...picked })
      await tab.evaluate(`frame.ports[0].postMessage(${message})`, site.hub)

      await tab.until(says(picker, "经营场所使用证明 已选用 · 更换"))
      assert.equal(await tab.evaluate(`${element(picker)}.dataset.heard`), "r6")
      assert.equal(await tab.evaluate(`document.forms[0].checkValidity()`), true)
      const value = JSON.stringify({ v: 1, items: [picked] })
      assert.deepEqual(await tab.evaluate(sent), [["materials", value]])
      await tab.evaluate(`void (document.forms[0].elements[0].disabled = true)`)
      assert.deepEqual(await tab.evaluate(sent), [])
      await tab.evaluate(`void (document.forms[0].elements[0].disabled = false)`)

      await tab.evaluate(`document.forms[0].reset()`)
      await tab.until(says(picker, "经营场所使用证明 待选"))
      assert.deepEqual(await tab.evaluate(sent), [])
    })

    test("a case shows its state, its steps and facts, and follows its stream", async (t) => {
      const { tab, site } = await visit(t)
      for (const words of [
        "已收件，正在看是否受理",
        "11月23日（周一） 09:20 根据记录推断",
        "承诺 7 个工作日",
      ])
        await tab.until(says(status, words))
      await site.gateway.until(() => site.gateway.streams.size === 1)
      site.gateway.report(accepted)
      await tab.until(says(status, "已受理，正在办理"))
    })

    test("the page's rules, Bootstrap's among them, change nothing inside", async (t) => {
      const { tab } = await visit(t)
      await tab.until(`${inside(login, "button")} && ${inside(picker, premises)}`)
      await tab.until(inside(status, "dt"))
      const looks = (node: string, names: string[]) =>
        tab.evaluate<Record<string, string>>(`(() => {
          const style = getComputedStyle(${node})
          return Object.fromEntries(${JSON.stringify(names)}.map((name) => [name, style[name]]))
        })()`)
      const { fontSize, letterSpacing } = await looks(`document.querySelector("main p")`, [
        "fontSize",
        "letterSpacing",
      ])
      assert.deepEqual([fontSize, letterSpacing], ["9px", "3px"], "the page's rules hold outside")
      for (const [node, own] of ours) {
        const look = { ...untouched, ...own }
        assert.deepEqual(await looks(node, Object.keys(look)), look, node)
      }
    })
  })
}

/** What the page sets on everything, as it stands inside. */
const untouched = {
  letterSpacing: "normal",
  textTransform: "none",
  float: "none",
  boxSizing: "border-box",
  marginTop: "0px",
}
const box = (fontSize: string, lineHeight: string, display: string, paddingTop: string) => ({
  fontSize,
  lineHeight,
  display,
  paddingTop,
})

/** What we set on a few nodes inside, of each kind that the page sets something on. */
const ours = [
  [
    inside(login, "button"),
    {
      ...box("16px", "25.6px", "inline-flex", "6px"),
      borderTopWidth: "1px",
      color: "rgb(255, 255, 255)",
      backgroundColor: "rgb(11, 74, 162)",
    },
  ],
  [
    inside(picker, premises),
    {
      ...box("16px", "25.6px", "flex", "10px"),
      borderTopWidth: "0px",
      color: "rgb(26, 31, 38)",
    },
  ],
  [inside(picker, "ol"), { marginTop: "16px", listStyleType: "none", paddingLeft: "0px" }],
  [
    inside(status, "h2"),
    { ...box("22px", "30.8px", "block", "0px"), fontWeight: "600", color: "rgb(26, 31, 38)" },
  ],
  [
    inside(status, "dt"),
    { ...box("16px", "25.6px", "block", "0px"), fontWeight: "400", color: "rgb(71, 81, 97)" },
  ],
] as const
