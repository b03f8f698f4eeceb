import type { Language } from "../text/language.ts"
import type { Refusal } from "./refusal.ts"

/** `{at}` and `{expected}` are of the refusal; a rule's words use what the rule always gives. */
const words: Record<string, { zh: string; en: string }> = {
  text: { zh: "应是文字", en: "It should be text" },
  length: { zh: "应有{expected}位", en: "It should have {expected} characters" },
  tooLong: { zh: "最长{expected}位", en: "It may have at most {expected} characters" },
  digit: { zh: "第{at}位应是数字", en: "Character {at} should be a digit" },
  letter: { zh: "第{at}位应是大写字母", en: "Character {at} should be a capital letter" },
  alphabet: {
    zh: "第{at}位不是这种号码用的字符",
    en: "Character {at} is none that such a number uses",
  },
  area: { zh: "第{at}位起不是行政区划代码", en: "No region's code begins so at character {at}" },
  province: { zh: "第{at}位起不是省级代码", en: "No province has the code at character {at}" },
  country: { zh: "第{at}位起不是国家代码", en: "No country has the code at character {at}" },
  birthDate: {
    zh: "第{at}位起的出生日期不存在",
    en: "The birth date from character {at} does not exist",
  },
  birthDateInFuture: {
    zh: "第{at}位起的出生日期还没到",
    en: "The birth date from character {at} has not come yet",
  },
  check: { zh: "第{at}位应为{expected}", en: "Character {at} should be {expected}" },
  organizationCheck: {
    zh: "第{at}位应为{expected}",
    en: "Character {at} should be {expected}",
  },
  hyphen: { zh: "第{at}位应为{expected}", en: "Character {at} should be {expected}" },
  prefix: { zh: "第{at}位应为{expected}", en: "Character {at} should be {expected}" },
  numberRange: { zh: "第{at}位应是3至9", en: "Character {at} should be 3 to 9" },
  root: { zh: "第{at}位应为{expected}", en: "Character {at} should be {expected}" },
  parts: { zh: "前缀后应有{expected}段", en: "It should have {expected} parts behind the prefix" },
  partLength: {
    zh: "第{at}位起的一段应有{expected}位",
    en: "The part from character {at} should have {expected} characters",
  },
  level: { zh: "第{at}位应是1至7", en: "Character {at} should be 1 to 7" },
}

/** The rules that a refusal may name. */
export const refusalRules: readonly string[] = Object.keys(words)

/**
 * What is wrong with an identifier, in words: `第18位应为3`, `Character 18 should be 3`. A rule that this
 * version doesn't know gets a general answer. Never holds the identifier.
 */
export function refusalWords(refusal: Refusal, language: Language): string {
  const text = Object.hasOwn(words, refusal.rule) ? words[refusal.rule] : undefined
  const { zh, en } = text ?? {
    zh: "号码不对，请再看一遍",
    en: "It is not right; please look again",
  }
  return (language === "en" ? en : zh)
    .replace("{at}", String(refusal.at ?? ""))
    .replace("{expected}", refusal.expected ?? "")
}
