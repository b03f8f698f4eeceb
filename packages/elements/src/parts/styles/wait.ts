import { css } from "lit"

/** Words first, three quiet dots beside them. */
export const wait = css`
  .wait-dots {
    margin-inline-end: var(--tongban-space);
    color: var(--tongban-action);
    font-family: system-ui, sans-serif;
    letter-spacing: 2px;
    animation: tongban-wait 1.5s infinite;
  }

  @keyframes tongban-wait {
    50% {
      opacity: 0.3;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .wait-dots {
      animation: none;
    }
  }
`
