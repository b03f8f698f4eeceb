import type { Meta, StoryObj } from "@storybook/web-components-vite"
import type { Case } from "@tongban/standards"
import { html } from "lit"
import { fault } from "../packages/elements/fixtures/answers.ts"
import * as cases from "../packages/elements/fixtures/cases.ts"
import { shows } from "./support/shown.ts"
import { refusal, silence, storyTransport } from "./support/transport.ts"

interface Args {
  /** What the gateway answers of the case, in the language of the story. */
  answer(lang: string): unknown
}

const tag = "tongban-case-status"

/** One case in plain words: where it stands, whose turn it is, what comes next. */
const meta: Meta<Args> = {
  title: tag,
  render: ({ answer }, { globals: { lang, size, theme } }) =>
    html`<tongban-case-status
      case="case-1"
      answer="#answer"
      size=${size}
      theme=${theme}
      .transport=${storyTransport({ "GET /v1/cases/case-1": answer(String(lang)) })}
    ></tongban-case-status>`,
}
export default meta
type Story = StoryObj<Args>

const at = (kase: Case): Story => ({
  args: { answer: () => kase },
  play: shows(tag, "h2"),
})

export const Asking: Story = {
  args: { answer: () => silence },
  play: shows(tag, ".wait-dots"),
}
export const Submitted = at(cases.submitted)
/** That it was submitted is inferred from the record. */
export const Received = at(cases.received)
export const Correction = at(cases.correcting)
export const Accepted = at(cases.accepted)
/** Papers that were promised to follow: what is owed, by when, and what is late. */
export const Owing = at(cases.owing)
/** A refusal that was a clerk's mistake: it is not among the steps, only that the record was mended. */
export const Mended = at(cases.mended)
export const Closed = at(cases.closed)
/** A state that the shared list lacks: the department's own words, and whom to ask. */
export const Unknown = at(cases.unknown)

/** Nobody is logged in: words, and the way to the login. */
export const SignedOut: Story = {
  args: { answer: (lang) => refusal(fault("login_required", lang)) },
  play: shows(tag, "a.button"),
}

export const HubAway: Story = {
  args: { answer: (lang) => refusal(fault("unavailable", lang)) },
  play: shows(tag, "[role=alert]"),
}
