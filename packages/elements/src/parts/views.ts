import { html } from "lit"
import type { TemplateResult } from "lit"
import { formatDay, legalDayOf } from "@tongban/standards/words"
import type { Language } from "@tongban/standards"

/** Waiting: words first, three quiet dots beside them. */
export const waiting = (words: string): TemplateResult =>
  html`<p role="status"><span class="wait-dots" aria-hidden="true">•••</span>${words}</p>`

/** A day that does not break inside. */
export const day = (date: string, language: Language): TemplateResult =>
  html`<span class="keep">${formatDay(date, language, legalDayOf(new Date()))}</span>`
