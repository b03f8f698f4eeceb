import { css, html, nothing } from "lit"
import type { HeldMaterial, Requirement, UnfitMaterial } from "@tongban/standards"
import {
  fitnessWords,
  fittingWords,
  formatDay,
  gradeWords,
  inLanguage,
  legalDayOf,
} from "@tongban/standards/words"
import type { Language } from "@tongban/standards/words"
import { serverNow } from "@tongban/sdk/machines"
import { day } from "@tongban/elements/parts"
import type { Held } from "./hub.ts"
import { labels } from "./labels.ts"
import { uploadLabels } from "./upload-labels.ts"
import { uploadChoice } from "./upload-view.ts"

export interface ChoosingView {
  language: Language
  /** What is asked for. */
  requirement: Requirement
  held: Held
  /** The id of the paper that is chosen. */
  chosen: string | undefined
  choose(material: string): void
  /** Takes a file, where the requirement takes uploads. */
  upload: ((file: File) => void) | undefined
  /** Shows the words of a promise, where the paper may follow. */
  promise(): void
  use(): void
  decline(): void
}

/** What a view puts into the surface: its scrolling body, and the foot's buttons. */
export interface SurfaceView {
  body: unknown
  foot?: unknown
}

export const choosingStyles = css`
  .row-bare::after {
    display: none;
  }

  .choice-words {
    flex: 1 1 auto;
    min-inline-size: 0;
  }

  .choice-words > span {
    display: block;
  }

  .indent {
    padding-inline-start: 32px;
  }
`

/** What the citizen holds for one requirement: what fits, best first, and what doesn't and why. */
export function choosingView(view: ChoosingView): SurfaceView {
  const { language, held, chosen, use, decline } = view
  const words = labels[language]
  const own = html`<button class="button" type="button" @click=${decline}>${words.decline}</button>`
  if (held.fits.length === 0)
    return {
      body: html`${nothingFound(view)}${uploadPart(view)}${following(view)}${unfit(view)}`,
      foot: own,
    }
  return {
    body: html`${fits(view)}${uploadPart(view)}${following(view)}${unfit(view)}`,
    foot: html`<button
        class="button button-primary"
        type="button"
        ?disabled=${chosen === undefined}
        @click=${use}
      >
        ${words.use}</button
      >${own}`,
  }
}

const uploadPart = ({ language, upload }: ChoosingView): unknown =>
  upload === undefined ? nothing : uploadChoice(language, upload)

/** `先提交，之后补`: by when, and why by then; where there is no day, why not. */
function following({ held: { mayFollow }, language, promise }: ChoosingView): unknown {
  if (mayFollow === undefined) return nothing
  const words = labels[language]
  const { due, reasons } = mayFollow
  const last = reasons[reasons.length - 1]
  return html`<section class="stack-tight">
    <h3>${words.follows}</h3>
    ${
      due === undefined
        ? html`<p>${words.followsNot}${last && inLanguage(last.text, language)}</p>`
        : html`<p>${words.followsBy}${day(due, language)}</p>
            <div class="buttons">
              <button class="button" type="button" @click=${promise}>${words.promise}</button>
            </div>
            <details class="fold">
              <summary>${words.whyThen}</summary>
              <div class="fold-body small">
                <ul class="stack-tight">
                  ${reasons.map(({ text }) => html`<li>${inLanguage(text, language)}</li>`)}
                </ul>
              </div>
            </details>`
    }
  </section>`
}

function fits(view: ChoosingView): unknown {
  const words = labels[view.language]
  const [best, ...others] = view.held.fits
  if (best === undefined) return nothing
  return html`<section>
      <h3>${words.best}</h3>
      ${choice(best, view)} ${best.upload === undefined ? why(view.language) : nothing}
    </section>
    ${
      others.length === 0
        ? nothing
        : html`<section>
            <h3>${words.others}</h3>
            ${others.map((material) => choice(material, view))}
          </section>`
    }`
}

function choice(material: HeldMaterial, { language, chosen, choose }: ChoosingView): unknown {
  const words = labels[language]
  const grade = gradeWords(material.grade, language)
  return html`<label class="choice">
    <input
      type="radio"
      name="material"
      .checked=${material.id === chosen}
      @change=${() => {
        choose(material.id)
      }}
    />
    <span class="choice-words stack-tight">
      <span><strong>${inLanguage(material.name, language)}</strong></span>
      <span class=${material.grade === "A" ? "done" : material.grade === "C" ? "act-now" : ""}
        >${grade}</span
      >
      ${material.sensitive ? html`<span class="small">${words.sensitive}</span>` : nothing}
      ${source(material, language)}
    </span>
  </label>`
}

const why = (language: Language): unknown =>
  html`<details class="fold indent">
    <summary>${labels[language].why}</summary>
    <div class="fold-body small">
      <ul class="stack-tight">
        ${labels[language].reasons.map((reason) => html`<li>${reason}</li>`)}
      </ul>
    </div>
  </details>`

/** Where a paper comes from: its issuer, number and validity; of an upload, the day. */
function source(material: HeldMaterial, language: Language): unknown {
  const words = labels[language]
  if (material.upload !== undefined)
    return html`<span class="small soft"
      >${uploadLabels[language].uploaded(formatDay(material.issuedOn, language))}</span
    >`
  // Nobody issues what the applicant uploads or writes: the grade says whose it is.
  const isIssued = material.grade === "A" || material.grade === "B"
  return html`${
      isIssued
        ? html`<span class="small soft"
            >${words.issuedBy(inLanguage(material.issuer, language))}</span
          >`
        : nothing
    }
    <span class="small soft">${words.number} ${material.maskedNumber}</span>
    <span class="small soft"
      >${material.validTo === undefined ? words.validForGood : html`${words.validTo} ${day(material.validTo, language)}`}</span
    >`
}

/** What cannot be used, each with its reason and remedy; below them what would fit, said once a page. */
function unfit({ held, requirement, language }: ChoosingView): unknown {
  if (held.unfit.length === 0) return nothing
  return html`<details class="fold">
    <summary>${labels[language].unfit(held.unfit.length)}</summary>
    <div class="fold-body">
      <ul class="rows">
        ${held.unfit.map((material) => unfitRow(material, language))}
      </ul>
      ${held.fits.length === 0 ? nothing : fitting(requirement, language)}
    </div>
  </details>`
}

function unfitRow(material: UnfitMaterial, language: Language): unknown {
  const [first = { rule: "", params: {} }] = material.reasons
  const { reason, remedy } = fitnessWords(first, language, legalDayOf(serverNow()))
  return html`<li>
    <div class="row row-bare">
      <span class="row-words"
        ><span class="row-name"
          >${inLanguage(material.name, language)}
          <span class="small soft">${material.maskedNumber}</span><br /><span class="small soft"
            >${reason}</span
          ></span
        ><span class="row-state">${remedy}</span></span
      >
    </div>
  </li>`
}

const fitting = (requirement: Requirement, language: Language): unknown =>
  html`<p class="small soft">
    ${fittingWords(requirement, language).join(language === "en" ? " " : "")}
  </p>`

function nothingFound({ language, requirement }: ChoosingView): unknown {
  const words = labels[language]
  const paper = inLanguage(requirement.name, language)
  // The applicant makes it: nobody has issued it.
  if (requirement.source === "applicant") return html`<p>${uploadLabels[language].none(paper)}</p>`
  return html`<div class="stack">
    <p><strong>${words.nothing(paper)}</strong></p>
    ${fitting(requirement, language)}
    <p>${words.nothingWhy}</p>
    <p>${words.nothingNext}</p>
  </div>`
}
