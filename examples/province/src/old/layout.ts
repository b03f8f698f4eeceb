import { html, raw } from "hono/html"
import type { HtmlEscapedString } from "hono/utils/html"

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

export type Place = "home" | "apply" | "cases" | "clerk"

const style = raw(`
* { line-height: 1.42857; letter-spacing: 0; }
html { font-size: 10px; }
body { background: #ecf0f5; color: #333; font: 13px/1.42857 SimSun, "Noto Serif CJK SC", serif; }
p { text-indent: 2em; }
h3 { font-size: 18px; color: #c00; }
button { border: 1px solid #999; color: #c00; }
.banner { min-height: 84px; background: linear-gradient(#f7fbff, #dcebf8); border-bottom: 1px solid #b8d4ec; }
.logo { float: left; margin: 16px 12px 16px 0; width: 50px; height: 50px; border-radius: 50%; background: #c9302c; border: 2px solid #e9c46a; }
.brand { float: left; margin: 18px 0 14px; font-size: 24px; font-weight: bold; color: #1d5f9e; }
.brand small { display: block; font-size: 12px; font-weight: normal; color: #6b8eb0; }
.banner .login { float: right; margin: 14px 0; max-width: 420px; }
.bar { background: linear-gradient(#4a9bdc, #2f7ec0); border-bottom: 3px solid #1d5f9e; min-height: 42px; margin-bottom: 15px; }
.bar a { float: left; padding: 11px 22px; color: #fff; font-size: 14px; font-weight: bold; border-right: 1px solid #64aee6; }
.bar a.active { background: #1d5f9e; text-decoration: none; }
.panel { border-top: 3px solid #3c8dbc; }
.panel-heading { background: #f4f8fb; font-size: 14px; font-weight: bold; color: #1d5f9e; }
.req { color: #c00; }
.footer { padding: 18px 0; text-align: center; color: #777; font-size: 12px; }
.table > tbody > tr > td { vertical-align: middle; }
td.number { word-break: break-all; }
.inner { margin-bottom: 12px; padding: 8px 12px; border-left: 4px solid #f0ad4e; background: #fdf7ec; text-indent: 0; }
@media (max-width: 767px) {
  .banner .login { float: none; clear: both; margin: 0 0 12px; max-width: none; }
  .brand { font-size: 18px; }
  .bar a { padding: 11px 12px; }
}
`)

const nav: { place: Place; href: string; name: string }[] = [
  { place: "home", href: "/", name: "首页" },
  { place: "apply", href: "/apply", name: "网上申请" },
  { place: "cases", href: "/case", name: "办件查询" },
]

/** A page as the bureau's program of 2012 makes them; its rules touch every element. */
export const page = (place: Place, title: string, body: Html): Html =>
  html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/static/bootstrap.min.css" />
        <style>
          ${style}
        </style>
        <script src="/static/jquery.min.js"></script>
        <script src="/tongban/tongban.js" defer></script>
      </head>
      <body>
        <div class="banner">
          <div class="container">
            <div class="logo"></div>
            <div class="brand">
              澄湾市市场监管局网上办事平台<small>CHENGWAN MARKET REGULATION</small>
            </div>
            ${
              place === "clerk"
                ? ""
                : html`<div class="login">
                    <tongban-login
                      ><a href="/tongban/login?return=/">统一身份登录</a></tongban-login
                    >
                  </div>`
            }
          </div>
        </div>
        <div class="bar">
          <div class="container">
            ${nav.map(({ place: each, href, name }) => html`<a class="${each === place ? "active" : ""}" href="${href}">${name}</a>`)}
          </div>
        </div>
        <div class="container">${body}</div>
        <div class="footer">
          澄湾市市场监督管理局 版权所有　建议使用 1366×768
          以上分辨率　本站为沙盒，人物和材料都是虚构的
        </div>
      </body>
    </html>`

export const panel = (heading: string, body: Html): Html =>
  html`<div class="panel panel-default">
    <div class="panel-heading">${heading}</div>
    <div class="panel-body">${body}</div>
  </div>`

/** What happened, and what to do next. */
export const notice = (title: string, text: string, link: { href: string; name: string }): Html =>
  panel(
    title,
    html`<p>${text}</p>
      <div class="text-center">
        <a class="btn btn-primary" href="${link.href}">${link.name}</a>
      </div>`,
  )
