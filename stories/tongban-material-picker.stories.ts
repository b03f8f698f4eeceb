import type { Meta, StoryObj } from "@storybook/web-components-vite"
import { html } from "lit"
import { fault } from "../packages/elements/fixtures/answers.ts"
import { item } from "../packages/elements/fixtures/item.ts"
import { shown, shows } from "./support/shown.ts"
import { refusal, silence, storyTransport } from "./support/transport.ts"
import type { Answers } from "./support/transport.ts"

interface Args {
  /** The gateway's answers, in the language of the story. */
  answers(lang: string): Answers
  /** Without one the citizen has to log in first. */
  draft: string
  disabled: boolean
  /** `page`: the surface is a page of its own. */
  mode: string
}

const tag = "tongban-material-picker"
const guide = `GET /v1/items/${item.code}`

/** The papers that an item asks for, as a task list in the page's own form. */
const meta: Meta<Args> = {
  title: tag,
  args: { answers: () => ({ [guide]: item }), draft: "draft-1", disabled: false, mode: "" },
  render: ({ answers, draft, disabled, mode }, { globals: { lang, size, theme } }) =>
    html`<form>
      <tongban-material-picker
        name="materials"
        item=${item.code}
        draft=${draft}
        ?disabled=${disabled}
        mode=${mode}
        size=${size}
        theme=${theme}
        .transport=${storyTransport(answers(String(lang)))}
      ></tongban-material-picker>
    </form>`,
  play: shows(tag, ".row"),
}
export default meta
type Story = StoryObj<Args>

export const Asking: Story = {
  args: { answers: () => ({ [guide]: silence }) },
  play: shows(tag, ".wait-dots"),
}

export const SignedOut: Story = { args: { draft: "" } }

export const ToChoose: Story = {}

export const Disabled: Story = { args: { disabled: true } }

/** What the browser brings back after a reload: one paper stands chosen. */
export const Chosen: Story = {
  play: async ({ canvasElement }) => {
    await shown(canvasElement, tag, ".row")
    const handle = `tbh1_${"A".repeat(43)}`
    const items = [{ requirement: "r6", kind: "held", handle }]
    canvasElement.querySelector(tag)?.formStateRestoreCallback(JSON.stringify({ v: 1, items }))
    await shown(canvasElement, tag, ".done")
  },
}

/** A paper was promised; what the browser brings back has no day. */
export const Promised: Story = {
  play: async ({ canvasElement }) => {
    await shown(canvasElement, tag, ".row")
    const handle = `tbh1_${"A".repeat(43)}`
    const items = [{ requirement: "r5", kind: "undertaking", handle }]
    canvasElement.querySelector(tag)?.formStateRestoreCallback(JSON.stringify({ v: 1, items }))
    await shown(canvasElement, tag, ".change")
  },
}

export const Missing: Story = {
  play: async ({ canvasElement }) => {
    await shown(canvasElement, tag, ".row")
    canvasElement.querySelector("form")?.requestSubmit()
    await shown(canvasElement, tag, "[role=alert]")
  },
}

export const Opening: Story = {
  args: { answers: () => ({ [guide]: item, "POST /surfaces": silence }) },
  play: async ({ canvasElement, userEvent }) => {
    await userEvent.click(await shown(canvasElement, tag, '[data-requirement="r6"]'))
    await shown(canvasElement, tag, ".wait-dots")
  },
}

/** The hub cannot open its surface: the form's own way stays. */
export const SurfaceRefused: Story = {
  args: {
    answers: (lang) => ({ [guide]: item, "POST /surfaces": refusal(fault("unavailable", lang)) }),
  },
  play: async ({ canvasElement, userEvent }) => {
    await userEvent.click(await shown(canvasElement, tag, '[data-requirement="r6"]'))
    await shown(canvasElement, tag, "[role=alert]")
  },
}

/** Where windows are cut: the way by a page of its own is offered in words. */
export const PageOffered: Story = {
  args: { mode: "page" },
  play: async ({ canvasElement, userEvent }) => {
    await userEvent.click(await shown(canvasElement, tag, '[data-requirement="r6"]'))
    await shown(canvasElement, tag, ".button-primary")
  },
}

export const PageOpening: Story = {
  args: { ...PageOffered.args, answers: () => ({ [guide]: item, "POST /surfaces": silence }) },
  play: async (context) => {
    const { canvasElement, userEvent } = context
    await PageOffered.play?.(context)
    await userEvent.click(await shown(canvasElement, tag, ".button-primary"))
    await shown(canvasElement, tag, ".wait-dots")
  },
}

export const PageRefused: Story = {
  args: {
    ...PageOffered.args,
    answers: (lang) => ({ [guide]: item, "POST /surfaces": refusal(fault("unavailable", lang)) }),
  },
  play: async (context) => {
    const { canvasElement, userEvent } = context
    await PageOffered.play?.(context)
    await userEvent.click(await shown(canvasElement, tag, ".button-primary"))
    await shown(canvasElement, tag, "[role=alert]")
  },
}

/** The frame is not there after ten seconds, for which no test waits: the page, or the form's own way. */
export const FrameSilent: Story = {
  args: {
    answers: () => ({
      [guide]: item,
      "POST /surfaces": { id: "surface-1", url: "about:blank", expiresAt: "2026-11-24T12:00:00Z" },
    }),
  },
  play: async ({ canvasElement, userEvent }) => {
    await userEvent.click(await shown(canvasElement, tag, '[data-requirement="r6"]'))
  },
  tags: ["!test"],
}

export const HubAway: Story = {
  args: { answers: (lang) => ({ [guide]: refusal(fault("unavailable", lang)) }) },
  play: shows(tag, "[role=alert]"),
}
