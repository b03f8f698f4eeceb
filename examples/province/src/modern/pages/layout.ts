import { html } from "hono/html"
import type { HtmlEscapedString } from "hono/utils/html"

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

export type Place = "home" | "apply" | "cases" | "clerk"

const places: { place: Place; href: string; name: string }[] = [
  { place: "home", href: "/", name: "首页" },
  { place: "apply", href: "/apply", name: "在线申请" },
  { place: "cases", href: "/cases", name: "我的办件" },
]

/** A page of the portal; the clerk's pages are the bureau's own and have no login of a citizen. */
export const layout = (place: Place, title: string, body: Html): Html =>
  html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - 澄湾市卫生健康局</title>
        <link rel="stylesheet" href="/style.css" />
        <script src="/tongban/tongban.js" defer></script>
        <script src="/portal.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">跳到正文</a>
        <header class="top">
          <div class="wide top-row">
            <a class="brand" href="/"
              ><span class="mark" aria-hidden="true"></span
              ><span
                >澄湾市卫生健康局<small
                  >${place === "clerk" ? "窗口工作台" : "政务服务"}</small
                ></span
              ></a
            >
            ${place === "clerk" ? "" : navigation(place)}
          </div>
        </header>
        ${
          place === "clerk"
            ? ""
            : html`<div class="who">
                <div class="wide">
                  <tongban-login><a href="/tongban/login?return=/">统一身份登录</a></tongban-login>
                </div>
              </div>`
        }
        <main id="main" class="wide">${body}</main>
        <footer class="foot">
          <div class="wide">
            <p>澄湾市卫生健康局　电话 0520-0100112　2楼B区 21号窗口</p>
            <p>本站为沙盒，人物和材料都是虚构的。</p>
          </div>
        </footer>
      </body>
    </html>`

const navigation = (place: Place): Html =>
  html`<nav aria-label="主要栏目">
    ${places.map(
      ({ place: each, href, name }) =>
        html`<a href="${href}" ${each === place ? html`aria-current="page"` : ""}>${name}</a>`,
    )}
  </nav>`

/** What was filled in wrongly, at the top of its form. */
export const faultList = (faults: readonly string[]): Html =>
  faults.length === 0
    ? html``
    : html`<div class="faults" role="alert">
        <h2>还有 ${faults.length} 处要改</h2>
        <ul>
          ${faults.map((fault) => html`<li>${fault}</li>`)}
        </ul>
      </div>`

/** `2026年11月23日 10:32`, from the table's local time. */
export const timeWords = (local: string): string => {
  const [, year, month, day, time] = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}:\d{2})/.exec(local) ?? []
  return `${year ?? ""}年${Number(month)}月${Number(day)}日 ${time ?? ""}`
}
