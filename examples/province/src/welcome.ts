import type { Addresses } from "./addresses.ts"
import type { OwnPortal } from "./own/installation.ts"

/** The one address that leads to all the others. */
export const welcome = (
  { desk, old, modern }: Addresses,
  language: "zh-CN" | "en",
  own?: OwnPortal,
): string =>
  language === "en"
    ? `
  Start page   ${desk}
  Old portal   ${old}
  Modern one   ${modern}${
    own === undefined
      ? ""
      : `
  Your portal  ${own.origin}
               its gateway's options, a private key among them: ${own.settings}`
  }

Addresses, personas, what to try, the clock and the faults stand on the start page.
Sandbox only: everything is invented. Ctrl-C stops it all.
`
    : `
  起始页      ${desk}
  老系统门户  ${old}
  新系统门户  ${modern}${
    own === undefined
      ? ""
      : `
  您的门户    ${own.origin}
              登录网关的设置（内有私钥）：${own.settings}`
  }

地址、人物、试什么、时钟和故障都在起始页上。
只是沙盒：全部是编的。按 Ctrl-C 全部停止。
`
