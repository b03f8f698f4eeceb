import { refusalWords } from "../identifiers/refusal-words.ts"
import type { Refusal } from "../identifiers/refusal.ts"
import { inLanguage } from "../text/language.ts"
import type { Language } from "../text/language.ts"
import type { Words } from "../nouns/values.ts"

/** Why a row of items is refused. */
export interface ItemRefusal {
  /** The column, by its name in the source; empty where it is about the whole row. */
  place: string
  rule: keyof typeof itemRules
  /** Of a code that is none by the national standards: the rule that it breaks. */
  broken?: Refusal
}

/** The rules by which a row of items is refused: what it says, and how to mend it. */
export const itemRules = {
  source: {
    says: { zh: "没有这种事项目录", en: "No such source of items is known" },
    mend: { zh: "请从已知的目录中选一种", en: "Choose one of the sources that are known" },
  },
  row: {
    says: { zh: "这一行没有列名和内容", en: "The row has no columns by name" },
    mend: { zh: "请带列名再导出一次", en: "Export it again with the names of its columns" },
  },
  text: {
    says: { zh: "这一列应是文字", en: "The column should hold text" },
    mend: { zh: "请补上这一列再导出", en: "Fill the column in and export again" },
  },
  length: {
    says: { zh: "这一列太长或是空的", en: "The column is too long or empty" },
    mend: { zh: "请按标准的长度改好", en: "Bring it to the length of the standard" },
  },
  type: {
    says: { zh: "事项类型不在选定的方案中", en: "The item type is not in the chosen scheme" },
    mend: { zh: "请改正，或在方案中补上它", en: "Mend it, or add it to the scheme" },
  },
  department: {
    says: { zh: "没有部门登记了这个编码", en: "No department is registered with this code" },
    mend: { zh: "请改正，或登记给所属部门", en: "Mend it, or register it with its department" },
  },
} as const satisfies Record<string, { says: Words; mend: Words }>

/** Why a row is refused and how to mend it, in words. Names the column; never holds what stands in it. */
export function itemRefusalWords(
  { rule, broken }: ItemRefusal,
  language: Language,
): { rule: string; mend: string } {
  const { says, mend } = itemRules[rule]
  const why = broken === undefined ? [] : [refusalWords(broken, language)]
  return {
    rule: [inLanguage(says, language), ...why].join(language === "en" ? ": " : "："),
    mend: inLanguage(mend, language),
  }
}
