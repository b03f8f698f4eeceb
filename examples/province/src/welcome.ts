import type { Addresses } from "./addresses.ts"

/** The one address that leads to all the others. */
export const welcome = ({ desk, old, modern }: Addresses, language: "zh-CN" | "en"): string =>
  language === "en"
    ? `
  Start page   ${desk}
  Old portal   ${old}
  Modern one   ${modern}

Addresses, personas, what to try, the clock and the faults stand on the start page.
Sandbox only: everything is invented. Ctrl-C stops it all.
`
    : `
  起始页      ${desk}
  老系统门户  ${old}
  新系统门户  ${modern}

地址、人物、试什么、时钟和故障都在起始页上。
只是沙盒：全部是编的。按 Ctrl-C 全部停止。
`
