import { css, html, nothing } from "lit"
import { inLanguage } from "@tongban/standards/words"
import { rows, TongbanElement } from "@tongban/elements/parts"
import type { Labels } from "@tongban/elements/parts"
import { ground } from "./ground.ts"
import { readPage, show } from "./page-data.ts"
import type { LoginData } from "./page-data.ts"

interface PageLabels {
  title: string
  sandbox: string
  asks(department: string): string
  choose: string
}

const labels: Labels<PageLabels> = {
  "zh-CN": {
    title: "统一身份登录",
    sandbox: "这是沙盒登录：人物都是虚构的，没有任何效力。",
    asks: (department) => `登录后回到${department}的网页。`,
    choose: "以谁登录？",
  },
  en: {
    title: "Log in",
    sandbox: "This is a sandbox login: every person is invented, and nothing here has any effect.",
    asks: (department) => `After that you go back to ${department}.`,
    choose: "Log in as",
  },
}

const own = css`
  .notice-act-now {
    border-inline-start-color: var(--tongban-act-now);
  }

  form {
    margin: 0;
  }

  form > .row {
    padding-inline-start: 0;
    padding-inline-end: 0;
  }
`

/** The sandbox login: one click and an invented person is logged in. */
class LoginPage extends TongbanElement {
  static override styles = [...[TongbanElement.styles].flat(), rows, ...ground, own]
  readonly #data = readPage<LoginData>()

  protected override view(): unknown {
    const words = labels[this.language]
    const { uid, client, personas } = this.#data
    return html`<main class="card stack page">
      <h2>${words.title}</h2>
      <p class="notice notice-act-now">${words.sandbox}</p>
      ${client.department === undefined ? nothing : html`<p>${words.asks(inLanguage(client.department.name, this.language))}</p>`}
      <h3>${words.choose}</h3>
      <ul class="rows">
        ${personas.map(
          ({ key, name, about }) =>
            html`<li>
              <form method="post" action="/interaction/${uid}/login">
                <input type="hidden" name="persona" value=${key} />
                <button class="row" type="submit">
                  <span class="row-words"
                    ><span class="row-name"
                      ><strong>${inLanguage(name, this.language)}</strong></span
                    ><span class="row-state small">${inLanguage(about, this.language)}</span></span
                  >
                </button>
              </form>
            </li>`,
        )}
      </ul>
    </main>`
  }
}

show("tongban-login-page", LoginPage)
