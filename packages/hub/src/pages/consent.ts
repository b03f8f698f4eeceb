import { html } from "lit"
import { inLanguage, problemText } from "@tongban/standards/words"
import type { ConsentNotice } from "@tongban/standards/words"
import { errorCard, facts, surface, TongbanElement, waiting } from "@tongban/elements/parts"
import type { Labels } from "@tongban/elements/parts"
import type { Fault } from "@tongban/sdk/machines"
import { armedAfterMs } from "./armed.ts"
import { factsList } from "./facts-list.ts"
import { ground } from "./ground.ts"
import { readPage, show } from "./page-data.ts"
import type { ConsentData } from "./page-data.ts"

interface ConsentLabels {
  title: string
  asks(department: string, item: string): string
  account(name: string): string
  loginFirst: string
  login: string
  otherAccount: string
  switchAccount: string
  switching: string
  again: string
  loginAgain: string
  working: string
  agreed: string
  agreedNext: string
  refused: string
  refusedNext: string
  reload: string
}

const labels: Labels<ConsentLabels> = {
  "zh-CN": {
    title: "敏感信息确认",
    asks: (department, item) => `${department}办理${item}，有一份敏感材料要单独问您。`,
    account: (name) => `您现在登录的是 ${name}。`,
    loginFirst: "请先登录，再在这里决定。",
    login: "统一身份登录",
    otherAccount: "要决定的是填表的那个人。",
    switchAccount: "换一个人登录",
    switching: "换人登录后，现在的人会退出所有部门。",
    again: "为了您的安全，请再登录一次，然后决定。",
    loginAgain: "再登录一次",
    working: "正在登记您的决定",
    agreed: "已同意",
    agreedNext: "可以关上这一页，回到填表的那一页。",
    refused: "没有同意，材料不会给出",
    refusedNext: "申请可以继续：回到填表的那一页换一份，或到窗口出示原件。",
    reload: "刷新本页",
  },
  en: {
    title: "Sensitive information",
    asks: (department, item) =>
      `${department} asks for a sensitive paper, by itself, for: ${item}.`,
    account: (name) => `You are logged in as ${name}.`,
    loginFirst: "Please log in first, then decide here.",
    login: "Log in",
    otherAccount: "The person who fills in the form has to decide.",
    switchAccount: "Log in as somebody else",
    switching: "That logs the present person out of every department.",
    again: "To keep you safe, please log in once more, then decide.",
    loginAgain: "Log in once more",
    working: "Recording your decision",
    agreed: "Agreed",
    agreedNext: "You can close this page and go back to the form.",
    refused: "Not agreed: the paper is not handed over",
    refusedNext:
      "You can still apply: choose another paper in the form, or show the original at the counter.",
    reload: "Reload this page",
  },
}

/** Asks for one sensitive paper, with no button put forward (protocol M7). */
class ConsentPage extends TongbanElement {
  static override properties = {
    armed: { state: true },
    working: { state: true },
    decision: { state: true },
    fault: { state: true },
  }
  static override styles = [...[TongbanElement.styles].flat(), facts, surface, ...ground]

  declare armed: boolean
  declare working: boolean
  declare decision: "agreed" | "refused" | undefined
  declare fault: Fault | undefined
  readonly #data = readPage<ConsentData>()

  constructor() {
    super()
    this.armed = false
    this.working = false
    this.decision = this.#data.decision
    this.fault = undefined
  }

  override connectedCallback(): void {
    super.connectedCallback()
    setTimeout(() => (this.armed = true), armedAfterMs)
  }

  async #decide(decision: "agreed" | "refused"): Promise<void> {
    if (!this.armed || !document.hasFocus()) return
    this.working = true
    try {
      const response = await fetch(location.pathname, {
        method: "POST",
        headers: { "accept-language": this.language, "content-type": "application/json" },
        body: JSON.stringify({ decision, form: this.#data.form }),
      })
      const answer = (await response.json()) as { code: string; requestId?: string }
      if (response.ok) this.decision = decision
      else this.#fail(answer.code, answer.requestId)
    } catch {
      this.#fail("unavailable")
    } finally {
      this.working = false
    }
  }

  #fail(code: string, requestId?: string): void {
    this.fault = { code, ...problemText(code, this.language), requestId }
  }

  protected override view(): unknown {
    const words = labels[this.language]
    const { department, item, notice } = this.#data
    if (this.decision !== undefined)
      return html`<main class="card stack page">${this.#decided()}</main>`
    if (notice !== undefined) {
      return html`<main class="card stack-wide page">
        <h2>${title(notice.title)}</h2>
        ${this.fault === undefined ? (this.working ? waiting(words.working) : this.#asking(notice)) : this.#failed(this.fault)}
      </main>`
    }
    return html`<main class="card stack page">
      <h2>${words.title}</h2>
      <p>
        ${words.asks(inLanguage(department.name, this.language), inLanguage(item.shortName, this.language))}
      </p>
      ${this.#refused()}
    </main>`
  }

  #asking(notice: ConsentNotice): unknown {
    const armed = this.armed ? "false" : "true"
    const button = (words: string, decision: "agreed" | "refused") =>
      html`<button
        class="button"
        type="button"
        aria-disabled=${armed}
        @click=${() => void this.#decide(decision)}
      >
        ${words}
      </button>`
    return html`${factsList(notice.facts)}
      <p class="soft">${notice.closing}</p>
      <div class="buttons buttons-equal">
        ${button(notice.agree, "agreed")}${button(notice.refuse, "refused")}
      </div>`
  }

  /** Why nothing can be decided now, and the way on. */
  #refused(): unknown {
    const words = labels[this.language]
    const { refusal = "", account = "", loginUrl } = this.#data
    const way = (label: string) =>
      html`<div class="buttons">
        <a class="button button-primary" href=${loginUrl}>${label}</a>
      </div>`
    switch (refusal) {
      case "login_required":
        return html`<p>${words.loginFirst}</p>
          ${way(words.login)}`
      case "login_stale":
        return html`<p>${words.again}</p>
          ${way(words.loginAgain)}`
      case "other_account":
        return html`<p><strong>${words.account(account)}</strong></p>
          <p>${words.otherAccount}</p>
          ${way(words.switchAccount)}
          <p class="small soft">${words.switching}</p>`
      default:
        return errorCard({ code: refusal, ...problemText(refusal, this.language) }, this.language)
    }
  }

  #failed(fault: Fault): unknown {
    return errorCard(
      fault,
      this.language,
      html`<a class="button" href=${location.pathname}>${labels[this.language].reload}</a>`,
    )
  }

  #decided(): unknown {
    const words = labels[this.language]
    return this.decision === "agreed"
      ? html`<h2>${words.agreed}</h2>
          <p role="status">${words.agreedNext}</p>`
      : html`<h2>${words.refused}</h2>
          <p role="status">${words.refusedNext}</p>`
  }
}

/** A title whose last clause does not break inside. */
function title(text: string): unknown {
  const at = text.lastIndexOf("，") + 1
  return at === 0 ? text : html`${text.slice(0, at)}<span class="keep">${text.slice(at)}</span>`
}

show("tongban-consent", ConsentPage)
