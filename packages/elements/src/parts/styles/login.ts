import { css } from "lit"

/** One row, and a menu that opens in the flow of the page. */
export const login = css`
  :host {
    display: inline-block;
  }

  .who {
    display: inline-flex;
    align-items: center;
    min-block-size: var(--tongban-target);
    padding: 6px 14px;
    border: 1px solid var(--tongban-line);
    border-radius: var(--tongban-radius);
    background-color: var(--tongban-ground);
    text-align: start;
    cursor: pointer;
  }

  .menu {
    max-inline-size: 420px;
    margin-block-start: var(--tongban-space);
    padding: var(--tongban-space) calc(var(--tongban-space) * 2);
    border: 1px solid var(--tongban-line);
    border-radius: var(--tongban-radius);
  }

  @media (forced-colors: active) {
    .menu,
    .who {
      border-color: CanvasText;
    }
  }
`
