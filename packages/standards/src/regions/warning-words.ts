import type { Language } from "../text/language.ts"
import type { AreaWarning } from "./area.ts"

/** `{at}` is of the warning. */
const words: Readonly<Record<AreaWarning["warning"], { zh: string; en: string }>> = {
  areaUnknown: {
    zh: "第{at}位起的地区代码没查到，请核对",
    en: "No province or city has the code at character {at}; please check it",
  },
  areaEnded: {
    zh: "第{at}位起的地区代码已经停用，请核对",
    en: "The region's code at character {at} is no longer in use; please check it",
  },
  areaNotYet: {
    zh: "第{at}位起的地区代码当时还没启用，请核对",
    en: "The region's code at character {at} was not in use yet; please check it",
  },
}

/** What is odd about an area, in words: `第3位起的地区代码没查到，请核对`. Never holds the identifier. */
export function areaWarningWords({ warning, at }: AreaWarning, language: Language): string {
  const { zh, en } = words[warning]
  return (language === "en" ? en : zh).replace("{at}", String(at))
}
