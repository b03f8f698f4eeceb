import type { Words } from "../nouns/values.ts"

/** The languages of the interface: zh-CN is the source, en complete. */
export const languages = ["zh-CN", "en"] as const
/** One of the languages of the interface. */
export type Language = (typeof languages)[number]

/** The words in a language; those of the source language where there are no others. */
export const inLanguage = (words: Words, language: Language): string =>
  language === "en" ? (words.en ?? words.zh) : words.zh
