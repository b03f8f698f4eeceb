import { css } from "lit"

/** The only values that a department may set. */
export const tokens = css`
  :host {
    --tongban-ink: #1a1f26;
    --tongban-ink-soft: #475161;
    --tongban-ground: #ffffff;
    --tongban-ground-quiet: #f4f6f9;
    --tongban-line: #d0d5dd;
    --tongban-action: #0b4aa2;
    --tongban-on-action: #ffffff;
    --tongban-act-now: #7a4100;
    --tongban-error: #9b1c15;
    --tongban-done: #17633a;
    --tongban-font: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif;
    --tongban-size: 16px;
    --tongban-target: 44px;
    --tongban-space: 8px;
    --tongban-radius: 6px;
  }

  .tb[data-theme="dark"] {
    --tongban-ink: #eef1f5;
    --tongban-ink-soft: #bcc4d0;
    --tongban-ground: #15181d;
    --tongban-ground-quiet: #1f242b;
    --tongban-line: #454e5b;
    --tongban-action: #93bdff;
    --tongban-on-action: #0c1626;
    --tongban-act-now: #f2b866;
    --tongban-error: #ffa79e;
    --tongban-done: #86d6a5;
  }

  .tb[data-size="large"] {
    --tongban-size: 20px;
    --tongban-target: 60px;
    --tongban-space: 10px;
  }
`

/** The wrapper: the wall against the host page's CSS. */
export const wrapper = css`
  .tb {
    all: initial;
    display: block;
    box-sizing: border-box;
    max-inline-size: 640px;
    color: var(--tongban-ink);
    background-color: var(--tongban-ground);
    font-family: var(--tongban-font);
    font-size: var(--tongban-size);
    font-variant-numeric: tabular-nums;
    line-height: 1.6;
    overflow-wrap: break-word;
    -webkit-text-size-adjust: 100%;
  }

  .tb:lang(en) {
    font-family: system-ui, "Noto Sans CJK SC", sans-serif;
  }
`

/** Bare selectors, because a shadow root holds only our own. */
export const bareElements = css`
  .tb *,
  .tb *::before,
  .tb *::after {
    box-sizing: border-box;
  }

  h2,
  h3,
  p,
  ol,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
    border: 0;
  }

  strong {
    font-weight: 600;
  }

  button {
    margin: 0;
    color: inherit;
    font: inherit;
  }

  a,
  .link {
    color: var(--tongban-action);
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  a:hover,
  .link:hover {
    text-decoration: none;
  }

  .tb :focus {
    outline: 3px solid var(--tongban-action);
    outline-offset: 2px;
  }

  .tb :focus:not(:focus-visible) {
    outline: none;
  }
`

/** Words of second rank, and what must not break inside. */
export const words = css`
  .small {
    font-size: calc(var(--tongban-size) - 2px);
  }

  .soft {
    color: var(--tongban-ink-soft);
  }

  .act-now {
    color: var(--tongban-act-now);
  }

  .keep {
    white-space: nowrap;
  }
`

/** Space stands between things, never before the first or after the last. */
export const rhythm = css`
  .stack > * + * {
    margin-block-start: calc(var(--tongban-space) * 2);
  }

  .stack-tight > * + * {
    margin-block-start: calc(var(--tongban-space) / 2);
  }

  .stack > .buttons + * {
    margin-block-start: calc(var(--tongban-space) * 3);
  }
`

/** Shapes and words carry what colour carried. `.tb` lets it win over the styles that come after. */
export const forcedColors = css`
  @media (forced-colors: active) {
    .tb .button,
    .tb .notice {
      border-color: CanvasText;
    }

    .tb .button-primary {
      forced-color-adjust: none;
      border-color: ButtonText;
      color: ButtonFace;
      background-color: ButtonText;
    }

    .tb .notice-error {
      border-inline-start-width: 8px;
    }

    .tb :focus {
      outline-color: Highlight;
    }
  }
`

/** A4, ink on paper, nothing that is pressed. */
export const print = css`
  @media print {
    .tb {
      --tongban-size: 16px;
      max-inline-size: none;
      color: #000000;
      background-color: #ffffff;
    }

    .tb .buttons,
    .tb .link {
      display: none;
    }

    .notice {
      break-inside: avoid;
    }
  }
`
