import { fixture } from "@open-wc/testing"
import "@tongban/elements/define/tongban-material-picker"
import type { TongbanMaterialPicker } from "@tongban/elements"
import { handle } from "../fixtures/answers.ts"
import { item } from "../fixtures/item.ts"
import { behavesAsFormControl } from "./form-control.ts"
import { expect } from "./support/expect.ts"
import { Gateway } from "./support/gateway.ts"
import { button, focused, listen, press, says, shown, textOf, until } from "./support/look.ts"
import { openRow, pick } from "./support/surface.ts"

const premises = "经营场所使用证明"
const licence = "营业执照"
const health = "从业人员健康证明"

/** A form with the picker, at a gateway of its own. */
async function page(attributes: string, gateway?: Gateway) {
  const at = gateway ?? (await Gateway.open())
  const form = await fixture<HTMLFormElement>(`
    <form>
      <fieldset>
        <tongban-material-picker
          name="field" item="${item.code}" gateway="${at.path}" ${attributes}
        ></tongban-material-picker>
      </fieldset>
    </form>`)
  const control = form.querySelector("tongban-material-picker") as TongbanMaterialPicker
  const fieldset = form.querySelector("fieldset") as HTMLFieldSetElement
  return { form, fieldset, control, gateway: at }
}

/** The same, once the rows are there. */
async function picker(attributes: string) {
  const there = await page(attributes)
  await until(() => shown(there.control, "li").length > 0)
  return there
}

const rows = (control: Element) =>
  shown(control, "li").map((row) => row.innerText.trim().replace(/\s*\n\s*/g, " | "))

describe("tongban-material-picker", () => {
  describe("as a form control", () => {
    behavesAsFormControl(
      () => picker(`draft="draft-1" requirements="r6"`),
      (control) => pick(control, premises, "r6"),
    )
  })

  describe("as a list", () => {
    it("keeps the guide's order, in words that follow from the requirement alone", async () => {
      const { control } = await picker(`draft="draft-1"`)
      expect(textOf(control)).to.include("申请材料 4 项")
      expect(rows(control)).to.deep.equal([
        "经营场所使用证明 | 待选",
        "食品经营许可申请书 | 请到窗口提交",
        "营业执照 | 待选",
        "从业人员健康证明 | 待选",
      ])
    })

    it("shows only the requirements that are named", async () => {
      const { control } = await picker(`draft="draft-1" requirements="r2 r6"`)
      expect(rows(control)).to.deep.equal(["经营场所使用证明 | 待选", "营业执照 | 待选"])
    })

    it("offers no action for a paper that the applicant makes, and is not held back by it", async () => {
      const { control } = await picker(`draft="draft-1" requirements="r1"`)
      expect(shown(control, "button")).to.deep.equal([])
      expect(control.validity.valid).to.equal(true)
    })

    it("says to log in first without a draft, and opens no row", async () => {
      const { control } = await picker(`requirements="r6"`)
      expect(textOf(control)).to.include("请先登录")
      expect(shown(control, "button")).to.deep.equal([])
    })

    it("uses a draft that comes after it is in the page", async () => {
      const { control } = await picker("")
      control.setAttribute("draft", "draft-1")
      await button(control, licence)
    })

    it("shows its rows in a disabled fieldset, and lets nothing be chosen", async () => {
      const { control, fieldset } = await picker(`draft="draft-1" requirements="r6"`)
      await pick(control, premises, "r6")
      fieldset.disabled = true
      await until(() => shown(control, "button").length === 0)
      expect(textOf(control)).to.include("已选用")
    })

    it("marks what is missing, once the browser has said so, and has the focus there", async () => {
      const { control, form } = await picker(`draft="draft-1" requirements="r1 r2 r5"`)
      const row = await button(control, licence)
      form.reportValidity()
      await until(() => focused(control) === row)
      await says(control, "请先选好必须的材料")
      const marked = shown(control, ".row-missing").map(({ dataset }) => dataset["requirement"])
      expect(marked).to.deep.equal(["r2"])
    })
  })

  describe("choosing", () => {
    it("opens the hub's surface in a frame with exactly the protocol's sandbox", async () => {
      const { control, gateway } = await picker(`draft="draft-1" requirements="r6 r2"`)
      await press(control, premises)
      const frame = (await until(() => shown(control, "iframe")[0])) as HTMLIFrameElement
      expect((await button(control, premises)).getAttribute("aria-expanded")).to.equal("true")
      expect(frame.getAttribute("sandbox")).to.equal(
        "allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox",
      )
      expect(frame.getAttribute("src")).to.equal(
        `${location.origin}${gateway.path}/surface/surface-1`,
      )
      expect(frame.title).to.equal("选用已有的材料")
      const [asked] = await gateway.asked("/surfaces")
      expect(asked?.headers["tongban-request"]).to.equal("1")
      expect(asked?.body).to.deep.equal({
        draft: "draft-1",
        itemCode: item.code,
        requirements: ["r6", "r2"],
        mode: "frame",
      })
    })

    it("makes a value of requirement, kind and handle, and nothing more; and tells the page", async () => {
      const { control } = await picker(`draft="draft-1" requirements="r6"`)
      const changes = listen(control, "tongban-material-picker-change")
      await pick(control, premises, "r6")
      expect(JSON.parse(control.value ?? "")).to.deep.equal({
        v: 1,
        items: [{ requirement: "r6", kind: "held", handle: handle("a") }],
      })
      expect(changes).to.deep.equal([{ detail: { picked: ["r6"] }, bubbles: false }])
    })

    it("takes a promise as a value of its own kind, and says until when it is to be kept", async () => {
      const { control } = await picker(`draft="draft-1" requirements="r5"`)
      const changes = listen(control, "tongban-material-picker-change")
      const frame = await openRow(control, health)
      const words = {
        zh: "已承诺后补，最晚12月18日（周五）",
        en: "Promised, by Friday 18 December",
      }
      frame.ports
        .at(-1)
        ?.postMessage({ type: "promised", requirement: "r5", handle: handle("a"), ...words })
      await says(control, `${words.zh} · 更换`)
      // The day is for the reader; the form's value has none (protocol M8).
      expect(JSON.parse(control.value ?? "")).to.deep.equal({
        v: 1,
        items: [{ requirement: "r5", kind: "undertaking", handle: handle("a") }],
      })
      expect(changes).to.deep.equal([{ detail: { picked: ["r5"] }, bubbles: false }])
    })

    it("folds the row after a pick, gives it the focus and offers a change", async () => {
      const { control } = await picker(`draft="draft-1" requirements="r6"`)
      await pick(control, premises, "r6")
      const row = await button(control, "已选用 · 更换")
      expect(row.getAttribute("aria-expanded")).to.equal("false")
      await until(() => focused(control) === row)
    })

    it("serves every row by one surface, whose frame is not loaded again", async () => {
      const { control, gateway } = await picker(`draft="draft-1"`)
      const first = await pick(control, premises, "r6")
      const second = await pick(control, licence, "r2", "b")
      expect(second).to.equal(first)
      expect(await gateway.asked("/surfaces")).to.have.lengthOf(1)
    })

    it("is empty again when the choice is taken back in the frame", async () => {
      const { control } = await picker(`draft="draft-1" requirements="r6"`)
      const frame = await pick(control, premises, "r6")
      frame.ports[0]?.postMessage({ type: "cleared", requirement: "r6" })
      await says(control, "待选")
      expect(control.value).to.equal(null)
    })

    it("tells the surface of a reset", async () => {
      const { control, form } = await picker(`draft="draft-1" requirements="r6"`)
      const frame = await pick(control, premises, "r6")
      form.reset()
      await says(control, "待选")
      await until(
        () => JSON.stringify(frame.heard.at(-1)) === `{"type":"reset","requirement":"r6"}`,
      )
    })

    it("keeps what was picked when the surface ends; the next row opens a new one", async () => {
      const { control } = await picker(`draft="draft-1" requirements="r6 r2"`)
      await pick(control, premises, "r6")
      const frame = await openRow(control, licence)
      frame.ports[0]?.postMessage({ type: "ended", reason: "surface_expired" })
      await until(() => control.shadowRoot?.querySelector("iframe") === null)
      expect(textOf(control)).to.include("已选用")
      await press(control, licence)
      await until(() => control.shadowRoot?.querySelector("iframe[src$='/surface-2']"))
    })
  })

  describe("where things go wrong", () => {
    it("takes the focus as a whole where it is missing and has no row yet", async () => {
      const gateway = await Gateway.open()
      await gateway.hang("/v1/items")
      const { control, form } = await page(`draft="draft-1" requirements="r6"`, gateway)
      await says(control, "正在读办事指南")
      expect(form.reportValidity()).to.equal(false)
      await until(() => focused(control)?.getAttribute("part") === "base")
    })

    it("says why a surface is refused, names the form's own way and leaves it open", async () => {
      const { control, form, gateway } = await picker(`draft="draft-1" requirements="r6"`)
      await gateway.refuse("/surfaces")
      await press(control, premises)
      await says(control, "系统暂时打不开，不是您的问题")
      expect(textOf(control)).to.include("也可以按原来的办法提交这份材料。")
      expect(shown(control, "iframe")).to.deep.equal([])
      expect(form.checkValidity()).to.equal(true)
    })

    it("tries again when it is told to, where the guide was away", async () => {
      const gateway = await Gateway.open()
      await gateway.refuse("/v1/items")
      const { control } = await page(`draft="draft-1" requirements="r6"`, gateway)
      await says(control, "系统暂时打不开，不是您的问题")
      await gateway.recover()
      await press(control, "再试一次")
      await says(control, "申请材料 1 项")
    })
  })
})
