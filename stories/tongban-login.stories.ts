import type { Meta, StoryObj } from "@storybook/web-components-vite"
import { html } from "lit"
import { fault, signedIn } from "../packages/elements/fixtures/answers.ts"
import { shown, shows } from "./support/shown.ts"
import { refusal, silence, storyTransport } from "./support/transport.ts"
import type { Answers } from "./support/transport.ts"

interface Args {
  /** The gateway's answers, in the language of the story. */
  answers(lang: string): Answers
}

const tag = "tongban-login"

/** One login for every portal: a button, or who is logged in. */
const meta: Meta<Args> = {
  title: tag,
  render: ({ answers }, { globals: { lang, size, theme } }) =>
    html`<tongban-login
      size=${size}
      theme=${theme}
      .transport=${storyTransport(answers(String(lang)))}
    ></tongban-login>`,
}
export default meta
type Story = StoryObj<Args>

export const Asking: Story = {
  args: { answers: () => ({ "GET /session": silence }) },
  play: shows(tag, ".wait-dots"),
}

export const SignedOut: Story = {
  args: { answers: () => ({ "GET /session": { signedIn: false } }) },
  play: shows(tag, ".button"),
}

export const SignedIn: Story = {
  args: { answers: () => ({ "GET /session": signedIn }) },
  play: shows(tag, ".who"),
}

export const MenuOpen: Story = {
  args: { answers: () => ({ "GET /session": signedIn, "POST /logout": silence }) },
  play: async ({ canvasElement, userEvent }) => {
    await userEvent.click(await shown(canvasElement, tag, ".who"))
    await shown(canvasElement, tag, ".menu:not([hidden])")
  },
}

export const Leaving: Story = {
  args: MenuOpen.args ?? {},
  play: async (context) => {
    const { canvasElement, userEvent } = context
    await MenuOpen.play?.(context)
    await userEvent.click(await shown(canvasElement, tag, ".menu .link"))
    await shown(canvasElement, tag, ".wait-dots")
  },
}

export const HubAway: Story = {
  args: { answers: (lang) => ({ "GET /session": refusal(fault("unavailable", lang)) }) },
  play: shows(tag, "[role=alert]"),
}

/** Against the province: run `npm start`, log in at its old portal, open Storybook as 127.0.0.1. */
export const Live: Story = {
  render: (_, { globals: { size, theme } }) =>
    html`<tongban-login size=${size} theme=${theme}></tongban-login>`,
  tags: ["!test"],
}
