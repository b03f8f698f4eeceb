/** Where a rule was read: an article in words, as it is shown beside a line of reasoning. */
export interface Article {
  zh: string
  en: string
}

const licensing = (zh: string, en: string): Article => ({
  zh: `行政许可法（2019）第${zh}`,
  en: `Administrative Licensing Law (2019), art. ${en}`,
})
const civilCode = (zh: string, en: string): Article => ({
  zh: `民法典第${zh}`,
  en: `Civil Code, art. ${en}`,
})

/** The articles that rules of ours rest on, each read in its text. */
export const articles = {
  acceptance: licensing("三十二条", "32"),
  notNeeded: licensing("三十二条第一款第一、二项", "32(1)(1)-(2)"),
  correctionNotice: licensing("三十二条第一款第四项", "32(1)(4)"),
  supplied: licensing("三十二条第一款第五项", "32(1)(5)"),
  sealedDocument: licensing("三十二条第二款", "32(2)"),
  refusal: licensing("三十八条", "38"),
  decision: licensing("四十二条第一款", "42(1)"),
  jointDecision: licensing("四十二条第二款", "42(2)"),
  delivery: licensing("四十四条", "44"),
  specialProcedure: licensing("四十五条", "45"),
  workdays: licensing("八十二条", "82"),
  firstDay: civilCode("二百零一条第一款", "201(1)"),
  hours: civilCode("二百零一条第二款", "201(2)"),
  lastDay: civilCode("二百零三条第一款", "203(1)"),
  anyangCheck: {
    zh: "安阳市政务服务条例（2021）第四十二条",
    en: "Anyang Government Services Regulations (2021), art. 42",
  },
} as const satisfies Record<string, Article>
