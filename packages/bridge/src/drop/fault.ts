import { problemText } from "@tongban/standards"
import type { ProblemCode } from "@tongban/standards"

type Words = readonly [rule: string, mend: string]

/** What may be wrong with an export or a row: the rule, and what to do, for the official and for the log. */
const faults = {
  unnamed: {
    zh: ["文件名不是约定的样子：{pattern}", "改好文件名再放进来"],
    en: ["its name is not as agreed, {pattern}", "rename it"],
  },
  notYet: {
    zh: ["文件名里的日期还没有到", "核对文件名里的日期"],
    en: ["the day in its name is still to come", "correct the name"],
  },
  undecodable: {
    zh: ["不能按 {encoding} 编码读出，或文件不完整", "用约定的编码重新导出"],
    en: ["it cannot be read as {encoding}, or is not whole", "export it again in that encoding"],
  },
  tooLarge: {
    zh: ["文件超过 {most} 字节", "分成几个文件，或请管理员调整上限"],
    en: ["it has more than {most} bytes", "split it, or raise watch.drop.mostBytes"],
  },
  tooMany: {
    zh: ["超过 {most} 行", "分成几个文件，或请管理员调整上限"],
    en: ["it has more than {most} rows", "split it, or raise watch.drop.mostRows"],
  },
  columnMissing: {
    zh: ["缺少这一栏", "补上这一栏再导出；栏目名要和约定的一样"],
    en: ["a column is missing", "export it with that column, named as agreed"],
  },
  columnTwice: {
    zh: ["这一栏出现了两次", "只留一栏再导出"],
    en: ["a column stands twice", "export it with that column once"],
  },
  quotes: {
    zh: ["引号没有成对，从这一行起读不准", "核对这一行的引号，再导出"],
    en: ["its quotes do not pair from this row on", "mend the quotes, and export it again"],
  },
  cells: {
    zh: ["这一行的格数和标题不一样", "核对这一行的逗号和引号"],
    en: ["the row has another number of cells than the heading", "mend its commas and quotes"],
  },
  numberWrong: {
    zh: ["编号要有 1 至 50 个字符，没有空格", "填写编号"],
    en: ["the number must have 1 to 50 characters and no space", "write the number"],
  },
  numberTwice: {
    zh: ["同一编号有几行，内容不同", "只留一行"],
    en: ["a number stands in several rows that differ", "keep one of them"],
  },
  itemUnknown: {
    zh: ["事项名称不在对照表里", "核对事项名称，或请管理员加进对照表"],
    en: ["the item's name is not in watch.drop.items", "correct the name, or add it there"],
  },
  stateWrong: {
    zh: ["状态要有 1 至 60 个字符", "填写状态"],
    en: ["the state must have 1 to 60 characters", "write the state"],
  },
  digitsLost: {
    zh: ["号码成了科学计数，后几位已经丢失", "把这一栏设为文本，重新填写再导出"],
    en: [
      "the number was turned into 3.7E+17 and lost digits",
      "make the column text, export again",
    ],
  },
  oldNumber: {
    zh: ["15 位旧号码没有校验位，不能自动对人", "填写 18 位号码"],
    en: ["a number of 15 digits has no check, so matches nobody", "write the one of 18 characters"],
  },
  badNumber: {
    zh: ["公民身份号码没有通过校验", "核对证件后改正"],
    en: ["the identity number fails its check", "correct it by the document"],
  },
} as const satisfies Record<string, { zh: Words; en: Words }>

/** Why something is set aside, and where. No value of the row stands in it. */
export interface Fault {
  code: keyof typeof faults | ProblemCode
  /** The heading of the cell. */
  column?: string
  /** The row as a table program counts: the heading is 1. */
  row?: number
  params?: Record<string, string>
}

/** A fault in words: the rule that is broken, and the mend. */
export function wordsOf({ code, params = {} }: Fault, language: "zh" | "en"): Words {
  const entry = faults[code as keyof typeof faults] as
    (typeof faults)[keyof typeof faults] | undefined
  if (entry === undefined) return refusalWords(code as ProblemCode, language)
  const [rule, mend] = entry[language]
  return [rule.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ""), mend]
}

/** The hub's own words for what it refuses. */
function refusalWords(code: ProblemCode, language: "zh" | "en"): Words {
  const { title, next } = problemText(code, language === "zh" ? "zh-CN" : "en")
  return [language === "zh" ? `通办中心没有收下：${title}` : `the hub refuses it: ${title}`, next]
}
