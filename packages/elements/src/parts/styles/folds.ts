import { css } from "lit"

/** What is folded away. */
export const folds = css`
  .fold > summary {
    min-block-size: var(--tongban-target);
    padding: calc((var(--tongban-target) - var(--tongban-size) * 1.6) / 2) 0;
    color: var(--tongban-action);
    cursor: pointer;
  }

  .fold-body {
    padding-block-end: var(--tongban-space);
  }
`
