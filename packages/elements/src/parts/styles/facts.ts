import { css } from "lit"

/** Term and detail side by side where there is room. */
export const facts = css`
  .fact {
    display: flex;
    flex-wrap: wrap;
  }

  .fact + .fact {
    margin-block-start: var(--tongban-space);
  }

  .fact > dt {
    flex: 0 0 6em;
    color: var(--tongban-ink-soft);
  }

  .fact .link {
    margin-block-start: calc((var(--tongban-size) * 1.6 - var(--tongban-target)) / 2);
    margin-block-end: calc((var(--tongban-size) * 1.6 - var(--tongban-target)) / 2);
    vertical-align: top;
  }

  .fact > dd {
    flex: 1 1 11em;
    min-inline-size: 0;
  }

  .apart {
    display: inline-block;
    margin-inline-end: calc(var(--tongban-space) + 4px);
  }

  .number > span {
    display: inline-block;
    margin-inline-end: 6px;
  }

  @media print {
    .fact {
      break-inside: avoid;
    }
  }
`
