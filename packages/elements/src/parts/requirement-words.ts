import { mayBeHeld } from "@tongban/sdk/machines"
import { acceptsUpload, inLanguage } from "@tongban/standards/words"
import type { Language, Requirement, ToldItem } from "@tongban/standards"
import type { Labels } from "./locale.ts"

const labels: Labels<Record<"toPick" | "counter" | "toUpload" | ToldItem["kind"], string>> = {
  "zh-CN": {
    toPick: "待选",
    counter: "请到窗口提交",
    toUpload: "请上传",
    upload: "已上传",
    held: "已选用",
    undertaking: "已承诺后补",
  },
  en: {
    toPick: "To choose",
    counter: "Hand in at the counter",
    toUpload: "To upload",
    upload: "Uploaded",
    held: "Chosen",
    undertaking: "Promised",
  },
}

/** How a requirement was answered; of a promise, until when it is to be kept. */
export const answeredWords = (
  { kind, text }: Pick<ToldItem, "kind" | "text">,
  language: Language,
): string => (text === undefined ? labels[language][kind] : inLanguage(text, language))

/** What is to be done for a requirement; it follows from the guide alone, never from what is held. */
export function toDoWords(requirement: Requirement, language: Language): string {
  const words = labels[language]
  if (mayBeHeld(requirement)) return words.toPick
  return acceptsUpload(requirement) ? words.toUpload : words.counter
}
