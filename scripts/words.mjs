/** The only Latin words that a text in the source language may hold: a header's name, and files as people call them. */
const latinAllowed = ["Idempotency-Key", "PDF", "PNG", "JPEG", "MB"]
/** The text without those words, and without the names of its holes: `最晚{day}补交`. */
const withoutAllowed = (text, place) =>
  latinAllowed
    .reduce((rest, word) => rest.replaceAll(word, place), text)
    .replace(/\{[a-z]+\}/g, place)

export const isChinese = (text) => /\p{Script=Han}/u.test(text)

/** Each rule of style for words in zh-CN, and what breaks it. */
const chineseRules = [
  ["half-width punctuation (GB/T 15834)", /[,;:?()"'[\]<>]|[^0-9]\.|\.$/],
  ["loud", /[!！]|温馨提示/],
  ["a code, a grade letter or a foreign word", /[A-Za-z_]/],
]

/** Each rule of style for words in English. */
const englishRules = [
  ["Chinese among English words", /[\p{Script=Han}，。；：？！、（）]/u],
  ["loud", /!/],
  ["a code or a grade letter", /[a-z]_[a-z]|[a-z][A-Z]|\b[A-Z]{2,}\b|\b[B-D]\b/],
]

/** What is wrong with words in zh-CN that people see; empty where nothing is. */
export function faultsOfChinese(text) {
  const plain = withoutAllowed(text, "■")
  const faults = chineseRules.flatMap(([fault, broken]) => (broken.test(plain) ? [fault] : []))
  const isLong = text.split(/[。？；\n]/).some((sentence) => Array.from(sentence).length > 30)
  return isLong ? [...faults, "a sentence of more than 30 characters"] : faults
}

/** What is wrong with English words that people see; empty where nothing is. */
export function faultsOfEnglish(text) {
  const plain = withoutAllowed(text, "file")
  return englishRules.flatMap(([fault, broken]) => (broken.test(plain) ? [fault] : []))
}
