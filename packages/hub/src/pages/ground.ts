import { css } from "lit"
import { titles } from "@tongban/elements/parts"

const column = css`
  .tb {
    max-inline-size: none;
  }

  .page {
    max-inline-size: 640px;
    margin-block-start: 24px;
    margin-inline-start: auto;
    margin-inline-end: auto;
  }

  @media (max-width: 680px) {
    .page {
      margin-block-start: 0;
      border: 0;
    }
  }
`

/** A page of one column on the hub's own origin. */
export const ground = [titles, column]
