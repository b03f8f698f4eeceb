import type { Words } from "../contract/common.ts"
import { inLanguage } from "../text/language.ts"
import type { Language } from "../text/language.ts"

/** What a notice is made of: who asks for which papers, for what. */
export interface NoticeFacts {
  language: Language
  recipient: { name: Words; phone?: string | undefined }
  item: { name: Words; shortName: Words }
  papers: readonly {
    name: Words
    /** The fields that are used; none means the whole paper. */
    fields: readonly string[]
  }[]
}

/** What a citizen reads before deciding (protocol M7, screens.md): one screen, one case, one recipient. */
export interface ConsentNotice {
  title: string
  facts: { term: string; detail: string[] }[]
  closing: string
  agree: string
  refuse: string
}

/** The notice's words. The surface shows them; the hub makes them again and compares the hash. */
export function consentNotice({ language, recipient, item, papers }: NoticeFacts): ConsentNotice {
  const name = inLanguage(recipient.name, language)
  const service = inLanguage(item.shortName, language)
  const count = papers.length
  if (language === "en") {
    return {
      title: `${name} wants to use ${count === 1 ? "one of your papers" : `${count} of your papers`}`,
      facts: [
        { term: "Who", detail: [name, ...(recipient.phone ? [`Phone ${recipient.phone}`] : [])] },
        {
          term: "What",
          detail: papers.map(
            (paper) =>
              `${inLanguage(paper.name, language)}: ${paper.fields.join(", ") || "the whole paper"}`,
          ),
        },
        { term: "What for", detail: [`${service}, and nothing else`] },
        { term: "Until", detail: ["The case is closed"] },
        {
          term: "Withdrawing",
          detail: ["Before you submit: change or drop it here", "What was used stays on record"],
        },
      ],
      closing: "You can refuse and still apply: take the original to the counter.",
      agree: "Agree",
      refuse: "Do not agree",
    }
  }
  return {
    title: `${name}要用您的 ${count} 份材料`,
    facts: [
      { term: "谁用", detail: [name, ...(recipient.phone ? [`电话 ${recipient.phone}`] : [])] },
      {
        term: "用哪几项",
        detail: papers.map(
          (paper) => `${inLanguage(paper.name, language)}：${paper.fields.join("、") || "全部"}`,
        ),
      },
      { term: "做什么", detail: [`办理${service}，不作他用`] },
      { term: "到哪天", detail: ["办结为止"] },
      { term: "怎样撤回", detail: ["提交前，在这里更换或取消", "已经用过的会留下记录"] },
    ],
    closing: "不同意也能办：可以到窗口交原件。",
    agree: "同意",
    refuse: "不同意",
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
