import { html } from "hono/html"
import { formatDay, formatTime, inLanguage, legalDayOf } from "@tongban/standards/words"
import type { Language } from "@tongban/standards"
import type { Addresses } from "../addresses.ts"
import { nextWorkingDay } from "../clock/working-day.ts"
import { personas } from "../data.ts"
import { faults } from "../faults/faults.ts"
import type { FaultName } from "../faults/faults.ts"
import type { Switchboard } from "../faults/switchboard.ts"
import { faultWords } from "./fault-words.ts"
import { labels } from "./labels.ts"
import type { Refusal } from "./labels.ts"
import { placesOf } from "./places.ts"
import { shows, storyOf } from "./story.ts"

export interface PageFacts {
  language: Language
  addresses: Addresses
  now: Date
  /** What this machine's own clock tells. */
  machine: Date
  faults: Pick<Switchboard, "isOn">
  refusal?: Refusal | undefined
}

/** The start page: what there is, what to try, the clock, the faults. No script. */
export function startPage(facts: PageFacts) {
  const { language, addresses, now, machine, faults: board, refusal } = facts
  const words = labels[language]
  const { other } = words
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${words.title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <div class="stack-tight">
            <h1>${words.title}</h1>
            <p>${words.lead}</p>
            <p class="small soft">${words.invented}</p>
          </div>
          <a class="link" href="/?lang=${other.language}" lang="${other.language}">${other.name}</a>
        </header>
        <main>
          <div class="stack-wide">
            ${
              refusal === undefined
                ? ""
                : html`<p class="notice" role="alert">${words.refused[refusal]}</p>`
            }
            ${places(language, addresses)} ${people(language)} ${story(language, addresses)}
          </div>
          <div class="stack-wide">
            ${clock(language, now, machine)} ${faultList(language, board)}
            <p class="small soft">${words.again}<code class="keep">npm start</code></p>
          </div>
        </main>
      </body>
    </html>`
}

function places(language: Language, addresses: Addresses) {
  return html`<section aria-labelledby="places">
    <h2 id="places">${labels[language].places}</h2>
    <ul class="rows">
      ${placesOf(addresses).map(
        ({ name, system, can, links }) =>
          html`<li class="stack-tight">
            <h3>${inLanguage(name, language)}</h3>
            <p>${inLanguage(system, language)}</p>
            <p class="soft">${inLanguage(can, language)}</p>
            ${links.map(
              ({ href, name: what }) =>
                html`<p class="place">
                  <a class="link" href="${href}">${inLanguage(what, language)}</a>
                  <span class="small soft">${href}</span>
                </p>`,
            )}
          </li>`,
      )}
    </ul>
  </section>`
}

function people(language: Language) {
  const words = labels[language]
  return html`<section aria-labelledby="personas">
    <h2 id="personas">${words.personas}</h2>
    <p class="small soft">${words.personasLead}</p>
    <ul class="rows">
      ${personas.map(({ key, name, en, about }) => {
        const shown = shows[key]
        return html`<li class="stack-tight">
          <h3>${language === "en" ? en : name}</h3>
          <p>${inLanguage(about, language)}</p>
          ${shown === undefined ? "" : html`<p class="soft">${inLanguage(shown, language)}</p>`}
        </li>`
      })}
    </ul>
  </section>`
}

function story(language: Language, addresses: Addresses) {
  return html`<section aria-labelledby="story">
    <h2 id="story">${labels[language].story}</h2>
    <ol class="steps">
      ${storyOf(addresses).map(
        ({ what, then, link }) =>
          html`<li>
            <h3>${inLanguage(what, language)}</h3>
            <p class="soft">${inLanguage(then, language)}</p>
            <p><a class="link" href="${link.href}">${inLanguage(link.name, language)}</a></p>
          </li>`,
      )}
    </ol>
  </section>`
}

function clock(language: Language, now: Date, machine: Date) {
  const words = labels[language]
  const today = legalDayOf(now)
  const time = formatTime(now.toISOString())
  const working = nextWorkingDay(now)
  const at = `${today}T${time}`
  const action = `/clock?lang=${language}`
  return html`<section class="card stack" aria-labelledby="clock">
    <h2 id="clock">${words.clock}</h2>
    <div>
      <p class="small soft">${words.now}</p>
      <p class="now">
        <span class="keep">${formatDay(today, language)}</span> <span class="keep">${time}</span>
      </p>
    </div>
    <p>${words.clockLead}</p>
    <p class="act-now">${words.clockBefore}</p>
    <form class="buttons" method="post" action="${action}">
      <button name="step" value="day">${words.day}</button>
      <button name="step" value="week">${words.week}</button>
      ${working && html`<button name="step" value="working-day">${words.workingDay}</button>`}
    </form>
    ${working ? "" : html`<p class="small soft">${words.workingDayUnknown}</p>`}
    <form class="stack-tight" method="post" action="${action}">
      <label for="to">${words.to}</label>
      <div class="buttons">
        <input id="to" name="to" type="datetime-local" min="${at}" value="${at}" required />
        <button name="step" value="to">${words.turn}</button>
      </div>
    </form>
    ${toMachine(language, machine.getTime() - now.getTime())}
  </section>`
}

/** Two clocks that are nearer than this agree for whoever signs. */
const nearMs = 10_000

/** For a program that is not started here: it tells the machine's time, and is refused by any other. */
function toMachine(language: Language, aheadMs: number) {
  const words = labels[language]
  if (Math.abs(aheadMs) < nearMs) return html`<p class="small soft">${words.machineSame}</p>`
  if (aheadMs < 0) return html`<p class="small soft">${words.machineBehind}</p>`
  return html`<form class="stack-tight" method="post" action="/clock?lang=${language}">
    <p class="small soft">${words.machineLead}</p>
    <div class="buttons"><button name="step" value="machine">${words.machine}</button></div>
  </form>`
}

function faultList(language: Language, board: Pick<Switchboard, "isOn">) {
  const words = labels[language]
  return html`<section class="stack-tight" aria-labelledby="faults">
    <h2 id="faults">${words.faults}</h2>
    <p class="small soft">${words.faultsLead}</p>
    <ul class="rows">
      ${(Object.keys(faults) as FaultName[]).map((fault) => {
        const { name, does, seen, ends } = faultWords[fault]
        const on = board.isOn(fault)
        const title = inLanguage(name, language)
        return html`<li id="${fault}" class="stack-tight${on ? " on" : ""}">
          <div class="apart">
            <h3>${title}</h3>
            <span class="${on ? "act-now" : "soft"}">${on ? words.isOn : words.isOff}</span>
          </div>
          <dl>
            ${fact(words.does, inLanguage(does, language))}
            ${fact(words.seen, inLanguage(seen, language))}
            ${fact(words.ends, inLanguage(ends, language))}
          </dl>
          <form method="post" action="/faults/${fault}?lang=${language}">
            <button name="on" value="${on ? "no" : "yes"}">
              ${on ? words.switchOff(title) : words.switchOn(title)}
            </button>
          </form>
        </li>`
      })}
    </ul>
  </section>`
}

const fact = (term: string, detail: string) =>
  html`<div class="fact">
    <dt>${term}</dt>
    <dd>${detail}</dd>
  </div>`
