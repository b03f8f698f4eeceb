import { inLanguage } from "../text/language.ts"
import type { Language } from "../text/language.ts"
import type { SensitiveCategory, Sensitivity } from "../nouns/paper.ts"
import type { Words } from "../nouns/values.ts"

interface Paper {
  name: Words
  /** The fields that are used; none means the whole paper. */
  fields: readonly string[]
}

/** Who asks, for which item, in which language. */
export interface Occasion {
  language: Language
  recipient: { name: Words; phone?: string | undefined }
  item: { name: Words; shortName: Words }
}

/** What a notice is made of: who asks for which papers, for what. */
export interface NoticeFacts extends Occasion {
  papers: readonly Paper[]
}

/** What the notice of one sensitive paper is made of. */
export interface SensitiveNoticeFacts extends Occasion {
  paper: Paper
  sensitive: Sensitivity
}

interface Fact {
  term: string
  detail: string[]
}

/** What a citizen reads before deciding (protocol M7, screens.md): one screen, one case, one recipient. */
export interface ConsentNotice {
  title: string
  facts: Fact[]
  closing: string
  agree: string
  refuse: string
}

/** The notice's words. The surface shows them; the hub makes them again and compares the hash. */
export function consentNotice({ papers, ...occasion }: NoticeFacts): ConsentNotice {
  const { language, recipient } = occasion
  const name = inLanguage(recipient.name, language)
  const count = papers.length
  const { who, what, whatFor, until, withdrawing, buttons } = parts(occasion, papers)
  const facts = [who, what, whatFor, until, withdrawing]
  if (language === "en") {
    return {
      title: `${name} wants to use ${count === 1 ? "one of your papers" : `${count} of your papers`}`,
      facts,
      closing: "You can refuse and still apply: take the original to the counter.",
      ...buttons,
    }
  }
  return {
    title: `${name}要用您的 ${count} 份材料`,
    facts,
    closing: "不同意也能办：可以到窗口交原件。",
    ...buttons,
  }
}

/**
 * The notice of one sensitive paper, asked for by itself: it also says why the item cannot do without
 * it, and what that means for the person (个人信息保护法(2021) 29, 30).
 */
export function sensitiveNotice(facts: SensitiveNoticeFacts): ConsentNotice {
  const { language, paper, sensitive } = facts
  const name = inLanguage(paper.name, language)
  const { who, what, whatFor, until, buttons } = parts(facts, [paper])
  const zh = language === "zh-CN"
  const categories = sensitive.categories.map((each) => sensitiveCategories[each][zh ? "zh" : "en"])
  const kind = {
    term: zh ? "属于哪一类" : "Its kind",
    detail: [categories.join(zh ? "、" : ", ")],
  }
  const why = {
    term: zh ? "为什么要" : "Why",
    detail: [inLanguage(sensitive.necessity, language)],
  }
  const impact = {
    term: zh ? "对您的影响" : "Effect on you",
    detail: [inLanguage(sensitive.impact, language)],
  }
  const withdrawing = {
    term: zh ? "怎样撤回" : "Withdraw",
    detail: zh
      ? ["提交前，在填表的那一页更换或取消", "已经用过的会留下记录"]
      : ["Before you submit: change or drop it in the form", "What was used stays on record"],
  }
  return {
    title: zh
      ? `${name}属于敏感信息，单独问您`
      : `${name}: sensitive information, asked for by itself`,
    facts: [who, what, kind, whatFor, why, impact, until, withdrawing],
    closing: zh
      ? "不同意也能办：可以到窗口出示原件。"
      : "You can refuse and still apply: show the original at the counter.",
    ...buttons,
  }
}

const sensitiveCategories: Record<SensitiveCategory, { zh: string; en: string }> = {
  biometric: { zh: "生物识别", en: "Biometrics" },
  belief: { zh: "宗教信仰", en: "Belief" },
  identity: { zh: "特定身份", en: "A protected status" },
  health: { zh: "医疗健康", en: "Health" },
  finance: { zh: "金融账户", en: "Financial accounts" },
  whereabouts: { zh: "行踪轨迹", en: "Whereabouts" },
}

/** What every notice says, whatever it asks for. */
function parts({ language, recipient, item }: Occasion, papers: readonly Paper[]) {
  const name = inLanguage(recipient.name, language)
  const service = inLanguage(item.shortName, language)
  const { phone } = recipient
  if (language === "en") {
    return {
      who: { term: "Who", detail: [name, ...(phone ? [`Phone ${phone}`] : [])] },
      what: {
        term: "What",
        detail: papers.map(
          (paper) =>
            `${inLanguage(paper.name, language)}: ${paper.fields.join(", ") || "the whole paper"}`,
        ),
      },
      whatFor: { term: "What for", detail: [`${service}, and nothing else`] },
      until: { term: "Until", detail: ["The case is closed"] },
      withdrawing: {
        term: "Withdraw",
        detail: ["Before you submit: change or drop it here", "What was used stays on record"],
      },
      buttons: { agree: "Agree", refuse: "Do not agree" },
    }
  }
  return {
    who: { term: "谁用", detail: [name, ...(phone ? [`电话 ${phone}`] : [])] },
    what: {
      term: "用哪几项",
      detail: papers.map(
        (paper) => `${inLanguage(paper.name, language)}：${paper.fields.join("、") || "全部"}`,
      ),
    },
    whatFor: { term: "做什么", detail: [`办理${service}，不作他用`] },
    until: { term: "到哪天", detail: ["办结为止"] },
    withdrawing: {
      term: "怎样撤回",
      detail: ["提交前，在这里更换或取消", "已经用过的会留下记录"],
    },
    buttons: { agree: "同意", refuse: "不同意" },
  }
}

/** The notice as one text: what is hashed (SHA-256, UTF-8) and kept with the grant. */
export const noticeText = ({ title, facts, closing, agree, refuse }: ConsentNotice): string =>
  [
    title,
    ...facts.map(({ term, detail }) => [term, ...detail].join("\n")),
    closing,
    agree,
    refuse,
  ].join("\n\n")
