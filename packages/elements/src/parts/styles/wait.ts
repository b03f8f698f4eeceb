import { css } from "lit"

/** Words first, three quiet dots beside them. */
export const wait = css`
  .wait {
    display: flex;
    align-items: center;
  }

  .wait-dots {
    flex: none;
    margin-inline-end: calc(var(--tongban-space) + 4px);
  }

  .wait-dots > span {
    display: inline-block;
    inline-size: 6px;
    block-size: 6px;
    margin-inline-end: 4px;
    border-radius: 50%;
    background-color: var(--tongban-action);
    animation: tongban-wait 1.5s infinite;
  }

  .wait-dots > :nth-child(2) {
    animation-delay: 0.25s;
  }

  .wait-dots > :nth-child(3) {
    animation-delay: 0.5s;
  }

  @keyframes tongban-wait {
    30% {
      opacity: 0.3;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .wait-dots > span {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .wait-dots > span {
      forced-color-adjust: none;
      background-color: Highlight;
    }
  }
`
