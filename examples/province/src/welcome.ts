import type { Addresses } from "./addresses.ts"
import { personas } from "./data.ts"

/** What to open, as whom, and what to try. */
export function welcome(
  { hub, old, oldSameSite, csv }: Addresses,
  language: "zh-CN" | "en",
): string {
  return language === "en"
    ? `
Tongban: a province on a laptop. Sandbox only: every person and paper is invented,
and the directory's root key lies on this disk.

  Old portal           ${old}          (another site than the hub: the hard case)
  The same, same site  ${oldSameSite}
  Its clerk's page     ${old}/clerk
  Hub                  ${hub}          API: ${hub}/openapi.json
  Owner of papers      ${csv}          (a bridge; nothing to see)

  Personas   ${personas.map(({ en, about }) => `${en} (${about.en})`).join("\n             ")}

  Try: open the old portal, log in as He Qiuyue, apply, choose her real-estate certificate,
  submit; then change the state on the clerk's page in a second window and watch.

Ctrl-C stops everything.
`
    : `
通办：笔记本上的一个省。只是沙盒：人物和材料都是虚构的，密钥名录的根也在这台机器上。

  老系统门户      ${old}     （和通办中心不同站：最难的情形）
  同一门户，同站  ${oldSameSite}
  窗口人员页面    ${old}/clerk
  通办中心        ${hub}     接口：${hub}/openapi.json
  供材料部门      ${csv}     （接入桥，没有网页）

  人物  ${personas.map(({ name, about }) => `${name}（${about.zh}）`).join("\n        ")}

  试一试：打开老系统门户，以何秋月登录，申请食品经营许可，选用她的不动产权证书，提交；
  再在另一个窗口打开窗口人员页面改状态，看进度怎样变。

按 Ctrl-C 全部停止。
`
}
