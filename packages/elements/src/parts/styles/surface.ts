import { css } from "lit"

/** Head, a body that scrolls, a foot that stays. */
export const surface = css`
  .surface {
    display: flex;
    flex-direction: column;
    border: 1px solid var(--tongban-line);
    border-radius: var(--tongban-radius);
  }

  .surface-head,
  .surface-foot {
    flex: none;
    padding: calc(var(--tongban-space) * 2);
  }

  .surface-head {
    border-block-end: 1px solid var(--tongban-line);
  }

  .surface-body {
    flex: 1 1 auto;
    min-block-size: 0;
    padding: calc(var(--tongban-space) * 2);
    overflow: auto;
  }

  .surface-foot > .buttons-equal {
    max-inline-size: calc(var(--tongban-size) * 26);
  }

  .surface-foot {
    border-block-start: 1px solid var(--tongban-line);
  }

  .buttons-equal {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8em, 1fr));
    grid-gap: calc(var(--tongban-space) * 2);
    align-items: stretch;
    margin-block-end: 0;
  }

  .buttons-equal > .button {
    margin-block-end: 0;
    margin-inline-end: 0;
    padding: 6px var(--tongban-space);
  }

  .stack-wide > * + * {
    margin-block-start: calc(var(--tongban-space) * 3);
  }

  .stack-wide > .buttons + * {
    margin-block-start: calc(var(--tongban-space) * 3);
  }

  @media (forced-colors: active) {
    .surface {
      border-color: CanvasText;
    }
  }
`
