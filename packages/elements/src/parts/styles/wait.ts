import { css } from "lit"

/** Words first, three quiet dots beside them. */
export const wait = css`
  .wait-dots {
    margin-inline-end: var(--tongban-space);
    color: var(--tongban-action);
    letter-spacing: 3px;
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
