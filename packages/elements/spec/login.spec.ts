import { fixture } from "@open-wc/testing"
import { sendKeys } from "@web/test-runner-commands"
import "@tongban/elements/define/tongban-login"
import type { TongbanLogin } from "@tongban/elements"
import { signedIn } from "../fixtures/answers.ts"
import { expect } from "./support/expect.ts"
import { Gateway } from "./support/gateway.ts"
import { button, focused, listen, press, says, shown, textOf, until } from "./support/look.ts"

/** The element at a gateway of its own, and what it says of itself. */
async function login({ as: session }: { as?: typeof signedIn } = {}) {
  const gateway = await Gateway.open()
  if (session !== undefined) await gateway.signIn(session)
  const element = await fixture<TongbanLogin>(
    `<tongban-login gateway="${gateway.path}"></tongban-login>`,
  )
  return { gateway, element, changes: listen(element, "tongban-login-change") }
}

describe("tongban-login", () => {
  it("is one button and a promise about what was filled in, signed out", async () => {
    const { element, changes } = await login()
    await button(element, "统一身份登录")
    expect(shown(element, "button")).to.have.lengthOf(1)
    expect(textOf(element)).to.include("登录后回到本页，已填内容不会丢失")
    expect(changes).to.deep.equal([{ detail: { signedIn: false }, bubbles: false }])
  })

  it("asks the page before the browser leaves, and stays where the page says so", async () => {
    const { element } = await login()
    const requests = listen(element, "tongban-login-request")
    element.addEventListener("tongban-login-request", (event) => {
      event.preventDefault()
    })
    await press(element, "统一身份登录")
    expect(requests).to.deep.equal([{ detail: null, bubbles: false }])
  })

  it("is one row, signed in; the menu opens in the flow of the page", async () => {
    const { element } = await login({ as: signedIn })
    const who = await button(element, "*秋月 · 人脸核验实名")
    expect(who.getAttribute("aria-expanded")).to.equal("false")
    const closed = element.offsetHeight
    who.click()
    await button(element, "退出所有部门")
    expect(who.getAttribute("aria-expanded")).to.equal("true")
    expect(element.offsetHeight).to.be.above(closed + 40)
  })

  it("opens and closes by the keyboard; Escape gives the focus back", async () => {
    const { element } = await login({ as: signedIn })
    const who = await button(element, "*秋月")
    who.focus()
    await sendKeys({ press: "Enter" })
    const leave = await button(element, "退出所有部门")
    leave.focus()
    await sendKeys({ press: "Escape" })
    await until(() => !shown(element, "button").includes(leave))
    expect(focused(element)).to.equal(who)
  })

  it("logs out at the gateway, with the header that only this page's script can send", async () => {
    const { gateway, element, changes } = await login({ as: signedIn })
    await press(element, "*秋月")
    await press(element, "退出所有部门")
    await button(element, "统一身份登录")
    const [asked] = await gateway.asked("/logout")
    expect(asked?.method).to.equal("POST")
    expect(asked?.headers["tongban-request"]).to.equal("1")
    expect(changes.map(({ detail }) => detail)).to.deep.equal([
      { signedIn: true },
      { signedIn: false },
    ])
  })

  it("says that a logout failed", async () => {
    const { gateway, element } = await login({ as: signedIn })
    await gateway.refuse("/logout")
    await press(element, "*秋月")
    await press(element, "退出所有部门")
    await says(element, "系统暂时打不开")
  })

  it("says whose fault it is when the gateway is away, with a number, and tries again", async () => {
    const gateway = await Gateway.open()
    await gateway.refuse("/session")
    const element = await fixture(`<tongban-login gateway="${gateway.path}"></tongban-login>`)
    await says(element, "系统暂时打不开，不是您的问题")
    expect(textOf(element)).to.include("已填内容还在。请过一会儿再试。")
    expect(textOf(element)).to.include("编号 8F3K21C0")
    await gateway.recover()
    await press(element, "再试一次")
    await button(element, "统一身份登录")
  })

  it("puts its slotted link away: that is for browsers that run no script", async () => {
    const gateway = await Gateway.open()
    const element = await fixture(
      `<tongban-login gateway="${gateway.path}"><a href="/login">您的浏览器较旧</a></tongban-login>`,
    )
    await button(element, "统一身份登录")
    expect(element.querySelector("a")?.getClientRects().length).to.equal(0)
  })

  it("writes no attributes of its own onto the page", async () => {
    const { element } = await login()
    await button(element, "统一身份登录")
    expect(element.getAttributeNames()).to.deep.equal(["gateway"])
  })
})
