import { css } from "lit"

export const heading = css`
  h3 {
    font-size: var(--tongban-size);
    font-weight: 600;
  }
`

export const frame = css`
  .tb:focus-visible {
    outline: 3px solid var(--tongban-action);
    outline-offset: 2px;
  }

  iframe {
    display: block;
    inline-size: 100%;
    border: 0;
  }

  .surface-place {
    padding-block-end: 16px;
  }
`
