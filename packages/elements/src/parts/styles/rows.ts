import { css } from "lit"

/** A list whose whole row is the target. */
export const rows = css`
  ol,
  ul {
    list-style: none;
  }

  .rows {
    border-block-start: 1px solid var(--tongban-line);
  }

  .rows > li {
    border-block-end: 1px solid var(--tongban-line);
  }

  .row {
    display: flex;
    align-items: center;
    inline-size: 100%;
    min-block-size: calc(var(--tongban-target) + 8px);
    padding: calc(var(--tongban-space) + 2px) 0;
    border: 0;
    color: var(--tongban-ink);
    background-color: transparent;
    text-align: start;
    text-decoration: none;
  }

  button.row {
    cursor: pointer;
  }

  button.row:hover .row-name {
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  .row-words {
    display: flex;
    flex: 1 1 auto;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    min-inline-size: 0;
  }

  .row-name {
    margin-inline-end: var(--tongban-space);
  }

  .row-state {
    color: var(--tongban-ink-soft);
  }

  .row-state .change {
    color: var(--tongban-action);
  }

  .row::after {
    content: "";
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-start: calc(var(--tongban-space) + 4px);
    margin-inline-end: 4px;
    border-block-start: 2px solid var(--tongban-ink-soft);
    border-inline-end: 2px solid var(--tongban-ink-soft);
    transform: rotate(45deg);
  }

  .row-still::after {
    visibility: hidden;
  }

  .row-open::after {
    transform: rotate(135deg);
  }

  .row-missing {
    padding-inline-start: calc(var(--tongban-space) + 4px);
    border-inline-start: 4px solid var(--tongban-error);
  }

  .done,
  .row-state.done {
    color: var(--tongban-done);
  }

  @media (forced-colors: active) {
    .row-missing {
      border-inline-start-width: 8px;
    }
  }
`
