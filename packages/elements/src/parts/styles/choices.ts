import { css } from "lit"

/** One of several. */
export const choices = css`
  input {
    margin: 0;
    color: inherit;
    font: inherit;
  }

  .choice {
    display: flex;
    align-items: flex-start;
    min-block-size: var(--tongban-target);
    padding: calc(var(--tongban-space) + 2px) 0;
    cursor: pointer;
  }

  .choice > input {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin-block-start: calc(var(--tongban-size) * 0.8 - 10px);
    margin-inline-end: calc(var(--tongban-space) + 4px);
  }

  input[type="radio"] {
    -webkit-appearance: none;
    appearance: none;
    border: 2px solid var(--tongban-ink-soft);
    border-radius: 50%;
    background-color: var(--tongban-ground);
  }

  input[type="radio"]:checked {
    border: 6px solid var(--tongban-action);
  }

  @media (forced-colors: active) {
    input[type="radio"]:checked {
      forced-color-adjust: none;
      border-color: Highlight;
      background-color: Canvas;
    }
  }
`
