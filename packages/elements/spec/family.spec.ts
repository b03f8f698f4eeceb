import { fixture, fixtureCleanup } from "@open-wc/testing"
import "@tongban/elements/define/tongban-case-status"
import "@tongban/elements/define/tongban-login"
import "@tongban/elements/define/tongban-material-picker"
import type { Case } from "@tongban/standards"
import { signedIn } from "../fixtures/answers.ts"
import { accepted, correcting, unknown } from "../fixtures/cases.ts"
import { item } from "../fixtures/item.ts"
import { expect } from "./support/expect.ts"
import { Gateway } from "./support/gateway.ts"
import { button, press, says, shown, textOf, until } from "./support/look.ts"
import { pick } from "./support/surface.ts"

/** A main state of an element: what leads to it, from the gateway's answers to what a person does. */
interface State {
  tag: string
  attributes?: string
  gateway?(gateway: Gateway): Promise<unknown>
  /** What a person does, or waits for, once the element is there. */
  arrive(element: HTMLElement, words: Words): Promise<unknown>
}

/** The words by which a state is reached, in each language. */
const words = {
  "zh-CN": { premises: "经营场所使用证明" },
  en: { premises: "Right to use the premises" },
}
type Words = (typeof words)["en"]

const heads = (element: HTMLElement) => until(() => shown(element, "h2")[0])
const rows = (element: HTMLElement) => until(() => shown(element, "li")[0])
const card = (element: HTMLElement) => until(() => shown(element, "[role=alert]")[0])
const withCase = (kase: Case) => (gateway: Gateway) => gateway.report(kase)
const picker = (attributes = `draft="draft-1"`) => ({
  tag: "tongban-material-picker",
  attributes: `name="materials" item="${item.code}" ${attributes}`,
})
const status = { tag: "tongban-case-status", attributes: `case="case-1"` }
const login = { tag: "tongban-login" }

const states: Record<string, State> = {
  "login, signed out": { ...login, arrive: (element) => until(() => shown(element, "button")[0]) },
  "login, waiting": {
    ...login,
    gateway: (gateway) => gateway.hang("/session"),
    arrive: (element) => until(() => shown(element, "[role=status]")[0]),
  },
  "login, its menu open": {
    ...login,
    gateway: (gateway) => gateway.signIn(signedIn),
    arrive: (element) => press(element, "*秋月"),
  },
  "login, the gateway away": {
    ...login,
    gateway: (gateway) => gateway.refuse("/session"),
    arrive: card,
  },
  "picker, signed out": { ...picker(""), arrive: rows },
  "picker, nothing chosen": { ...picker(), arrive: rows },
  "picker, a paper missing": {
    ...picker(),
    async arrive(element) {
      await rows(element)
      element.dispatchEvent(new Event("invalid", { cancelable: true }))
      await card(element)
    },
  },
  "picker, a paper chosen": {
    ...picker(`draft="draft-1" lang="zh-CN"`),
    arrive: (element) => pick(element, "经营场所使用证明", "r6"),
  },
  "picker, disabled": { ...picker(`draft="draft-1" disabled`), arrive: rows },
  "picker, the surface refused": {
    ...picker(),
    gateway: (gateway) => gateway.refuse("/surfaces"),
    async arrive(element, { premises }) {
      await press(element, premises)
      await card(element)
    },
  },
  "status, received": { ...status, arrive: heads },
  "status, accepted": { ...status, gateway: withCase(accepted), arrive: heads },
  "status, a correction asked": {
    ...status,
    attributes: `case="case-1" answer="/correct"`,
    gateway: withCase(correcting),
    arrive: heads,
  },
  "status, a state unknown": { ...status, gateway: withCase(unknown), arrive: heads },
  "status, no such case": {
    ...status,
    gateway: (gateway) => gateway.forgetCases(),
    arrive: card,
  },
}

async function reach({ tag, attributes = "", gateway, arrive }: State, lang: Language, look = "") {
  fixtureCleanup()
  const at = await Gateway.open()
  await gateway?.(at)
  const place = await fixture<HTMLElement>(
    `<main lang="${lang}"><${tag} gateway="${at.path}" ${attributes} ${look}></${tag}></main>`,
  )
  const element = place.firstElementChild as HTMLElement
  await arrive(element, words[lang])
  return element
}

type Language = keyof typeof words
const languages = ["zh-CN", "en"] as const
const looks = ["", `size="large"`, `theme="dark"`, `size="large" theme="dark"`]

describe("every element, in each of its main states", () => {
  for (const [name, state] of Object.entries(states)) {
    it(`is accessible: ${name}`, async () => {
      for (const lang of languages)
        for (const look of looks) await expect(await reach(state, lang, look)).to.be.accessible()
    })

    it(`has targets of 44 px, and of 60 px in the large mode: ${name}`, async () => {
      for (const [look, least] of [
        ["", 44],
        [`size="large"`, 60],
      ] as const) {
        const targets = shown(await reach(state, "zh-CN", look), "button, .button")
        for (const target of targets)
          expect(target.getBoundingClientRect().height, target.innerText).to.be.at.least(least)
      }
    })

    it(`speaks English where the page does: ${name}`, async () => {
      if (state.attributes?.includes("lang=")) return
      const element = await reach(state, "en")
      // A name, the counter's own signboard and a department's own words stay as they are.
      const chinese = textOf(element)
        .replace(/\*秋月|2楼A区 12-15号窗口|转联办科会签|缺第2页/g, "")
        .match(/\p{Script=Han}+/gu)
      expect(chinese).to.equal(null)
    })
  }
})

describe("the language of an element", () => {
  it("is that of the nearest ancestor, through a shadow root", async () => {
    const gateway = await Gateway.open()
    const place = await fixture<HTMLElement>(`<div lang="en"></div>`)
    const element = document.createElement("tongban-login")
    element.gateway = gateway.path
    place.attachShadow({ mode: "open" }).append(element)
    await button(element, "Log in")
  })

  it("is Chinese where the page speaks one that we do not", async () => {
    const gateway = await Gateway.open()
    const place = await fixture(
      `<div lang="fr"><tongban-login gateway="${gateway.path}"></tongban-login></div>`,
    )
    await says(place.firstElementChild as Element, "统一身份登录")
  })
})
