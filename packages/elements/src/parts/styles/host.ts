import { css } from "lit"
import { bareElements, forcedColors, print, rhythm, tokens, words, wrapper } from "./wall.ts"

const host = css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`

/** What every shadow root of ours begins with. */
export const wall = [tokens, host, wrapper, bareElements, words, rhythm, forcedColors, print]
