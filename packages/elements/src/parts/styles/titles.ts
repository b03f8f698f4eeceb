import { css } from "lit"

/** Headings, and the border of what stands alone. */
export const titles = css`
  h2,
  h3 {
    font-size: var(--tongban-size);
    font-weight: 600;
  }

  h2 {
    font-size: calc(var(--tongban-size) + 6px);
    line-height: 1.4;
  }

  .card {
    padding: calc(var(--tongban-space) * 2);
    border: 1px solid var(--tongban-line);
    border-radius: var(--tongban-radius);
  }

  @media (forced-colors: active) {
    .card {
      border-color: CanvasText;
    }
  }
`
