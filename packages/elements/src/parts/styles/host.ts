import { css } from "lit"
import { bareElements, forcedColors, print, rhythm, tokens, words, wrapper } from "./wall.ts"

const host = css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }
`

/** What every shadow root of ours begins with. */
export const wall = [tokens, host, wrapper, bareElements, words, rhythm, forcedColors, print]
