import type { Meta, StoryObj } from "@storybook/web-components-vite"
import type { Case } from "@tongban/standards"
import { html } from "lit"
import { cases, fault } from "./support/fixtures.ts"
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
export const Received = at(cases.received)
export const StepsInferred = at(cases.inferred)
export const Correction = at(cases.correction)
export const Accepted = at(cases.accepted)
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
