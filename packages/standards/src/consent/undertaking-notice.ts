import { formatDay } from "../text/day.ts"
import { inLanguage } from "../text/language.ts"
import type { Words } from "../nouns/values.ts"
import type { ConsentNotice, Occasion } from "./notice.ts"

/** What the words of a promise are made of: who waits for which paper, until when. */
export interface UndertakingNoticeFacts extends Occasion {
  paper: Words
  /** The last day to supply it, `YYYY-MM-DD`. */
  dueOn: string
}

/**
 * What a citizen reads before promising to supply a paper later (容缺受理承诺). The surface shows it; the
 * hub makes it again and compares the hash, as with a consent.
 */
export function undertakingNotice(facts: UndertakingNoticeFacts): ConsentNotice {
  const { language, recipient, item, dueOn } = facts
  const paper = inLanguage(facts.paper, language)
  const department = inLanguage(recipient.name, language)
  const service = inLanguage(item.shortName, language)
  const day = formatDay(dueOn, language)
  const { phone } = recipient
  if (language === "en") {
    return {
      title: `Submit now, supply later: ${paper}`,
      facts: [
        { term: "To whom", detail: [department, ...(phone ? [`Phone ${phone}`] : [])] },
        { term: "What for", detail: [service] },
        { term: "Which paper", detail: [paper] },
        { term: "At the latest", detail: [day] },
        { term: "How", detail: ["In this case, on the department's site", "Or at the counter"] },
        {
          term: "If it does not come",
          detail: ["The department cannot decide as you ask", "The promise stays on record"],
        },
      ],
      closing: "You need not promise: choose or upload the paper now, or take it to the counter.",
      agree: "I promise",
      refuse: "No promise",
    }
  }
  return {
    title: `先提交，之后补：${paper}`,
    facts: [
      { term: "向谁承诺", detail: [department, ...(phone ? [`电话 ${phone}`] : [])] },
      { term: "办什么事", detail: [service] },
      { term: "补哪一份", detail: [paper] },
      { term: "最晚哪天", detail: [day] },
      { term: "怎样补交", detail: ["在部门网站的这个办件里补交", "也可以交到窗口"] },
      { term: "不补会怎样", detail: ["部门不能按您的申请办成", "这份承诺会留下记录"] },
    ],
    closing: "不承诺也能办：现在选用或上传，或到窗口交。",
    agree: "我承诺",
    refuse: "不承诺",
  }
}

/** How a row says until when a paper may follow; without this year's number. */
export const undertakingWords = {
  /** It was not promised yet. */
  mayFollow: (dueOn: string, today: string): Words => ({
    zh: `可后补，最晚${formatDay(dueOn, "zh-CN", today)}`,
    en: `May follow, by ${formatDay(dueOn, "en", today)}`,
  }),
  /** It was. */
  promised: (dueOn: string, today: string): Words => ({
    zh: `已承诺后补，最晚${formatDay(dueOn, "zh-CN", today)}`,
    en: `Promised, by ${formatDay(dueOn, "en", today)}`,
  }),
}
