import { html, nothing } from "lit"
import { inLanguage, problemText } from "@tongban/standards/words"
import { errorCard, TongbanElement, waiting } from "@tongban/elements/parts"
import type { Labels } from "@tongban/elements/parts"
import type { Fault } from "@tongban/sdk/machines"
import { readPage, show } from "./page-data.ts"
import type { UnlockData } from "./page-data.ts"
import type { UnlockWord } from "./surface/unlock-window.ts"
import { ground } from "./ground.ts"

interface UnlockLabels {
  title: string
  asks(department: string, item: string): string
  about: string
  account(name: string): string
  confirm: string
  login: string
  loginFirst: string
  working: string
  done: string
  noOpener: string
}

const labels: Labels<UnlockLabels> = {
  "zh-CN": {
    title: "确认是您本人",
    asks: (department, item) => `${department}的表单要打开您已有的材料，用来办理${item}。`,
    about: "确认后只在那一页里看得到，部门不会看到您还有什么。",
    account: (name) => `您现在登录的是 ${name}`,
    confirm: "是我本人，继续",
    login: "统一身份登录",
    loginFirst: "请先登录，再回到这里确认。",
    working: "正在确认",
    done: "已经确认，可以关上这个窗口。",
    noOpener: "这个窗口和填表的那一页没有连上。请关上它，在那一页按“用整页办理”。",
  },
  en: {
    title: "Confirm that it is you",
    asks: (department, item) =>
      `A form of ${department} wants to open the papers that you already have, for: ${item}.`,
    about: "They are shown in that page only; the department does not see what else you have.",
    account: (name) => `You are logged in as ${name}`,
    confirm: "It is me, go on",
    login: "Log in",
    loginFirst: "Please log in first, then come back here.",
    working: "Confirming",
    done: "Confirmed. You can close this window.",
    noOpener:
      "This window has no connection with the form. Close it and press “Open as a page” in the form.",
  },
}

/** The hub window that unlocks the surface: one click, and a code goes to the frame that opened it. */
class UnlockPage extends TongbanElement {
  static override properties = { phase: { state: true }, fault: { state: true } }
  static override styles = [...[TongbanElement.styles].flat(), ...ground]

  declare phase: "asking" | "working" | "done" | "noOpener"
  declare fault: Fault | undefined
  readonly #data = readPage<UnlockData>()
  readonly #nonce = keptNonce(this.#data.surface)

  constructor() {
    super()
    // Opened by hand, or cut off from the form by its portal's COOP.
    this.phase = window.opener === null || this.#nonce === "" ? "noOpener" : "asking"
    this.fault = undefined
  }

  readonly #confirm = async (): Promise<void> => {
    this.phase = "working"
    try {
      const response = await fetch(location.pathname, {
        method: "POST",
        headers: { "accept-language": this.language },
      })
      const answer = (await response.json()) as { code: string; requestId?: string }
      if (!response.ok) {
        this.#fail(answer.code, answer.requestId)
        return
      }
      const word: UnlockWord = {
        tongban: "unlock",
        v: 1,
        surface: this.#data.surface,
        code: answer.code,
        nonce: this.#nonce,
      }
      const opener = window.opener as Window | null
      opener?.postMessage(word, location.origin)
      this.phase = "done"
      window.close()
    } catch {
      this.#fail("unavailable")
    }
  }

  #fail(code: string, requestId?: string): void {
    this.phase = "asking"
    this.fault = { code, ...problemText(code, this.language), requestId }
  }

  protected override view(): unknown {
    const words = labels[this.language]
    const { department, item, signedIn, account, loginUrl } = this.#data
    return html`<main class="card stack page">
      <h2>${words.title}</h2>
      <p>
        ${words.asks(inLanguage(department.name, this.language), inLanguage(item.shortName, this.language))}
      </p>
      <p class="small soft">${words.about}</p>
      ${this.fault === undefined ? nothing : errorCard(this.fault, this.language)}
      ${
        this.phase === "done"
          ? html`<p role="status">${words.done}</p>`
          : this.phase === "noOpener"
            ? html`<p role="alert">${words.noOpener}</p>`
            : this.phase === "working"
              ? waiting(words.working)
              : signedIn
                ? html`<p><strong>${words.account(account ?? "")}</strong></p>
                    <div class="buttons">
                      <button class="button button-primary" type="button" @click=${this.#confirm}>
                        ${words.confirm}
                      </button>
                    </div>`
                : html`<p>${words.loginFirst}</p>
                    <div class="buttons">
                      <a class="button button-primary" href=${loginUrl}>${words.login}</a>
                    </div>`
      }
    </main>`
  }
}

/** The frame's nonce from the address; kept for this window, as a login in between loses the address. */
function keptNonce(surface: string): string {
  const key = `tongban-unlock-${surface}`
  const given = location.hash.slice(1)
  if (/^[0-9a-f]{32}$/.test(given)) {
    sessionStorage.setItem(key, given)
    history.replaceState(null, "", location.pathname)
    return given
  }
  return sessionStorage.getItem(key) ?? ""
}

show("tongban-unlock", UnlockPage)
