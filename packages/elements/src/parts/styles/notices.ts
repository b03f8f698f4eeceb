import { css } from "lit"

/** A bar at the start, words beside it. */
export const notices = css`
  .notice {
    padding: calc(var(--tongban-space) + 4px) calc(var(--tongban-space) * 2);
    border-inline-start: 4px solid var(--tongban-line);
    background-color: var(--tongban-ground-quiet);
  }

  .notice-error {
    border-inline-start-color: var(--tongban-error);
  }

  .notice .button:not(.button-primary) {
    background-color: var(--tongban-ground);
  }
`
