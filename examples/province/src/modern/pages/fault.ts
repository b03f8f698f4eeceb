import { html } from "hono/html"
import { layout } from "./layout.ts"
import type { Html } from "./layout.ts"

/** What happened, and what to do next. */
export const faultPage = (title: string, text: string, href: string, name: string): Html =>
  layout(
    "home",
    title,
    html`<section class="narrow">
      <h1>${title}</h1>
      <p>${text}</p>
      <p><a class="button" href="${href}">${name}</a></p>
    </section>`,
  )
