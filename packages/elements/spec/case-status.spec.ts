import { fixture } from "@open-wc/testing"
import "@tongban/elements/define/tongban-case-status"
import type { TongbanCaseStatus } from "@tongban/elements"
import type { Case } from "@tongban/standards"
import { accepted, closed, correcting, owing, received, unknown } from "../fixtures/cases.ts"
import { expect } from "./support/expect.ts"
import { Gateway } from "./support/gateway.ts"
import { heading, listen, press, says, shown, textOf, until } from "./support/look.ts"

/** The element with a case at a gateway of its own, once it has found it. */
async function status(kase: Case = received, attributes = "") {
  const gateway = await Gateway.open()
  await gateway.report(kase)
  const element = await fixture<TongbanCaseStatus>(
    `<tongban-case-status case="${kase.id}" gateway="${gateway.path}" ${attributes}></tongban-case-status>`,
  )
  const changes = listen(element, "tongban-case-status-change")
  await until(() => heading(element))
  return { gateway, element, changes }
}

describe("tongban-case-status", () => {
  it("says the state, whose turn it is, then the steps and the facts, in that order", async () => {
    const { element } = await status()
    const text = textOf(element)
    const order = [
      "已收件，正在看是否受理",
      "轮到：澄湾市市场监督管理局",
      "部门收件",
      "事项 食品经营许可（新办）",
      "办件编号",
      "承诺 7 个工作日",
      "法定 20 个工作日",
      "0520-0100111",
      "2楼A区 12-15号窗口",
      "来自市场监管局业务系统",
    ].map((words) => text.indexOf(words))
    expect(order).not.to.include(-1, text)
    expect(order).to.deep.equal([...order].sort((a, b) => a - b))
  })

  it("shows and announces a change in the department's system, without a reload", async () => {
    const { gateway, element, changes } = await status()
    await gateway.streams("case-1")
    const [live] = shown(element, "[aria-live=polite]")
    await gateway.report(accepted)
    await until(() => heading(element) === "已受理，正在办理")
    // A live region speaks of what changes in it: it must be the same one as before.
    expect(live?.innerText.trim()).to.equal("已受理，正在办理")
    expect(changes).to.deep.equal([
      { detail: { state: "RECEIVED" }, bubbles: false },
      { detail: { state: "ACCEPTED" }, bubbles: false },
    ])
  })

  it("keeps the last known state with the hub away, and is live again when it is back", async () => {
    const { gateway, element } = await status()
    await gateway.streams("case-1")
    await gateway.cutStreams()
    expect(heading(element)).to.equal("已收件，正在看是否受理")
    await gateway.streams("case-1")
    await gateway.report(accepted)
    await until(() => heading(element) === "已受理，正在办理")
    await until(() => !textOf(element).includes("暂时连不上"))
  })

  it("tells no lost connection of a stream that is about to open", async () => {
    const gateway = await Gateway.open()
    await gateway.hang("/v1/cases/case-1/events")
    const element = await fixture(
      `<tongban-case-status case="case-1" gateway="${gateway.path}"></tongban-case-status>`,
    )
    await until(async () => (await gateway.asked("/v1/cases/case-1/events")).length === 1)
    expect(textOf(element)).not.to.include("暂时连不上")
  })

  it("tells a state that nobody here knows in the department's words, and whom to ask", async () => {
    const { element } = await status(unknown)
    expect(heading(element)).to.equal("转联办科会签")
    expect(textOf(element)).to.include("含义请咨询澄湾市市场监督管理局")
    expect(textOf(element)).not.to.include("X_TRANSFERRED")
  })

  it("says once whom to ask, where the department has no words either", async () => {
    const { element } = await status({ ...unknown, source: { scheme: "vendor", value: "77" } })
    expect(textOf(element).split("含义请咨询")).to.have.lengthOf(2)
  })

  it("shows only lines whose function works: no deadline, no dead link", async () => {
    const { element } = await status()
    expect(textOf(element)).not.to.match(/最晚|还有|催办|撤回|打印|评价|谁看过/)
    expect(shown(element, "a").map((link) => link.getAttribute("href"))).to.deep.equal([
      "tel:0520-0100111",
    ])
  })

  it("says in words that a case is not there, or not hers; the way on is to try again", async () => {
    const gateway = await Gateway.open()
    await gateway.forgetCases()
    const element = await fixture(
      `<tongban-case-status case="case-1" gateway="${gateway.path}"></tongban-case-status>`,
    )
    await says(element, "没有找到")
    expect(textOf(element)).to.include("可能已删除，或不在您名下。请核对后再试。")
    await gateway.report(received)
    await press(element, "再试一次")
    await until(() => heading(element) === "已收件，正在看是否受理")
  })

  it("shows another case when it is named, and ends the stream of the first", async () => {
    const { gateway, element } = await status()
    await gateway.report({ ...accepted, id: "case-2" })
    await gateway.streams("case-1")
    element.case = "case-2"
    await until(() => heading(element) === "已受理，正在办理")
    await gateway.streams("case-2")
  })

  it("ends its stream when it is taken out of the page", async () => {
    const { gateway, element } = await status()
    await gateway.streams("case-1")
    element.remove()
    await gateway.streams()
  })

  it("follows a case that is named after it is in the page", async () => {
    const gateway = await Gateway.open()
    const element = await fixture<TongbanCaseStatus>(
      `<tongban-case-status gateway="${gateway.path}"></tongban-case-status>`,
    )
    element.setAttribute("case", "case-1")
    await until(() => heading(element) === "已收件，正在看是否受理")
  })

  it("has no step now when the case is closed", async () => {
    const { element } = await status(closed)
    expect(heading(element)).to.equal("已经办结")
    expect(textOf(element)).not.to.include("现在")
  })

  it("says of a correction how many papers, which, by when, and leads to where they are supplied", async () => {
    const { element } = await status(correcting, `answer="/correct?number=1"`)
    expect(heading(element)).to.equal("需要补正")
    expect(textOf(element)).to.include("轮到您：补交 2 份材料")
    expect(textOf(element)).to.match(/最晚补交：(2026年)?12月3日（周四）/)
    expect(textOf(element)).to.include("缺第2页")
    expect(textOf(element)).to.include("照片看不清")
    const [link] = shown(element, "a.button")
    expect(link?.innerText.trim()).to.equal("去补交")
    expect(link?.getAttribute("href")).to.equal("/correct?number=1")
  })

  it("still says whose turn it is when a correction's content is unknown, and leads nowhere", async () => {
    const { element } = await status({
      ...correcting,
      events: correcting.events.map(({ correction: _, ...unsaid }) => unsaid),
    })
    expect(textOf(element)).to.include("轮到您：按部门的通知补交")
    expect(shown(element, "a.button")).to.deep.equal([])
  })

  it("says what is still owed and by when, what is late, and nothing of what has come", async () => {
    const { element } = await status(owing, `answer="/supply"`)
    const text = textOf(element)
    expect(text).to.include("轮到：澄湾市市场监督管理局")
    expect(text).to.match(/还欠：从业人员健康证明，最晚(2026年)?12月18日（周五）/)
    expect(text).to.match(/还欠：营业执照，已过期，原定最晚(2026年)?11月20日（周五）/)
    expect(text).not.to.include("经营场所使用证明")
    expect(shown(element, "a.button").map((link) => link.getAttribute("href"))).to.deep.equal([
      "/supply",
    ])
  })

  it("owes nothing any more once the case is over, and leads nowhere without an address", async () => {
    const { element, gateway } = await status(owing)
    expect(shown(element, "a.button")).to.deep.equal([])
    await gateway.streams("case-1")
    const released = (owing.undertakings ?? []).map((each) => ({
      ...each,
      state: "released" as const,
    }))
    await gateway.report({ ...closed, undertakings: released })
    await until(() => heading(element) === "已经办结")
    expect(textOf(element)).not.to.include("还欠")
  })
})
