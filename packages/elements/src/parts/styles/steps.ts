import { css } from "lit"

/** Whose turn it is; then steps done (tick), now (disc), next (hollow), inferred (dashed). */
export const steps = css`
  ol {
    list-style: none;
  }

  .turn {
    padding-inline-start: calc(var(--tongban-space) + 4px);
    border-inline-start: 4px solid var(--tongban-line);
  }

  .turn-yours {
    border-inline-start-color: var(--tongban-act-now);
  }

  .asked {
    padding-inline-start: 20px;
    margin-block-end: var(--tongban-space);
  }

  .step {
    display: grid;
    grid-template-columns: 28px 1fr;
    grid-template-rows: calc(var(--tongban-size) * 1.6) 1fr;
  }

  .step::before {
    content: "";
    grid-column: 1;
    grid-row: 1;
    align-self: center;
    inline-size: 14px;
    block-size: 14px;
    border: 2px solid var(--tongban-ink-soft);
    border-radius: 50%;
  }

  .step::after {
    content: "";
    grid-column: 1;
    grid-row: 2;
    margin-inline-start: 6px;
    margin-block-start: 2px;
    margin-block-end: 2px;
    border-inline-start: 2px solid var(--tongban-line);
  }

  .step:last-child::after {
    display: none;
  }

  .step-words {
    grid-column: 2;
    grid-row: 1 / span 2;
    padding-block-end: calc(var(--tongban-space) * 2);
  }

  .step:last-child > .step-words {
    padding-block-end: 0;
  }

  .step-done::before {
    block-size: 8px;
    border-width: 0;
    border-block-end-width: 2px;
    border-inline-start-width: 2px;
    border-color: var(--tongban-done);
    border-radius: 0;
    transform: translateY(-2px) rotate(-45deg);
  }

  .step-now::before {
    border-color: var(--tongban-action);
    background-color: var(--tongban-action);
  }

  .step-inferred::before {
    border-style: dashed;
  }

  .step-inferred::after {
    border-inline-start-style: dashed;
  }

  @media (forced-colors: active) {
    .turn-yours {
      border-inline-start-width: 8px;
    }

    .step-now::before {
      forced-color-adjust: none;
      border-color: Highlight;
      background-color: Highlight;
    }
  }

  @media print {
    .step {
      break-inside: avoid;
    }
  }
`
