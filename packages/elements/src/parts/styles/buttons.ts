import { css } from "lit"

/** Buttons and links with a button's target. */
export const buttons = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-block-size: var(--tongban-target);
    padding: 6px calc(var(--tongban-space) * 2);
    border: 1px solid var(--tongban-action);
    border-radius: var(--tongban-radius);
    color: var(--tongban-action);
    background-color: var(--tongban-ground);
    text-align: center;
    text-decoration: none;
    cursor: pointer;
  }

  .button:hover {
    background-color: var(--tongban-ground-quiet);
  }

  .button-primary {
    color: var(--tongban-on-action);
    background-color: var(--tongban-action);
  }

  .button-primary:hover {
    color: var(--tongban-on-action);
    background-color: var(--tongban-action);
    text-decoration: underline;
  }

  .link {
    display: inline-flex;
    align-items: center;
    min-block-size: var(--tongban-target);
    padding: 0;
    border: 0;
    background-color: transparent;
    cursor: pointer;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    margin-block-end: calc(var(--tongban-space) * -1);
  }

  .buttons > * {
    margin-block-end: var(--tongban-space);
  }

  .buttons > :not(:last-child) {
    margin-inline-end: calc(var(--tongban-space) * 2);
  }
`
