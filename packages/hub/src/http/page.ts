import type { FastifyReply } from "fastify"
import type { Language } from "@tongban/standards"

export interface Page {
  /** The script of `/pages/<name>.js`. */
  name: "surface" | "unlock" | "login" | "consent"
  title: string
  language: Language
  /** What the page's script reads from `#tongban-page`. */
  data: Readonly<Record<string, unknown>>
  /** Who may hold it in a frame: one origin, or nobody. */
  frameAncestors: string
  /** Where its form leads in the end: browsers hold `form-action` against every redirect of the answer. */
  formEndsAt?: string
  /** `no-referrer` makes a form post `Origin: null`, so pages with a form say `same-origin` (protocol, headers). */
  referrerPolicy: "no-referrer" | "same-origin"
  /** Cut off from every window that opened it. Never for a page that needs its opener (protocol, headers). */
  alone?: boolean
}

/** Sends one of the hub's own pages: its data inert in the page, one script of our own, a strict policy. */
export function sendPage(reply: FastifyReply, page: Page): FastifyReply {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    `form-action 'self' ${page.formEndsAt ?? ""}`.trim(),
    "base-uri 'none'",
    `frame-ancestors ${page.frameAncestors}`,
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
  ].join("; ")
  return reply
    .headers({
      "content-security-policy": policy,
      "referrer-policy": page.referrerPolicy,
      "x-content-type-options": "nosniff",
      "origin-agent-cluster": "?1",
      "cache-control": "no-store",
      ...(page.alone === true && { "cross-origin-opener-policy": "same-origin" }),
      "content-language": page.language,
    })
    .type("text/html; charset=utf-8")
    .send(document(page))
}

const document = ({ name, title, language, data }: Page): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<link rel="stylesheet" href="/pages/page.css">
</head>
<body>
<script type="application/json" id="tongban-page">${inertJson({ page: name, ...data })}</script>
<script src="/pages/${name}.js"></script>
</body>
</html>
`

/** JSON that cannot end its script element. */
const inertJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c")

const escapeText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
