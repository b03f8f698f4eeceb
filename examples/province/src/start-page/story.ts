import type { Words } from "@tongban/standards"
import type { Addresses } from "../addresses.ts"

/** One thing to do, what comes of it, and where. */
export interface Step {
  what: Words
  then: Words
  link: { href: string; name: Words }
}

const clerk: Words = { zh: "打开窗口人员的页面", en: "Open the clerk's page" }
const form: Words = { zh: "打开申请表", en: "Open the application form" }

/** The one real job, to be done by hand. */
export const storyOf = ({ old, modern }: Addresses): Step[] => [
  {
    what: {
      zh: "以何秋月登录市场监管局",
      en: "Log in at the Market Regulation Bureau as He Qiuyue",
    },
    then: { zh: "点“统一身份登录”，再点她的名字。", en: "Press 统一身份登录, then her name." },
    link: { href: `${old}/apply`, name: form },
  },
  {
    what: { zh: "申请食品经营许可", en: "Apply for a food licence" },
    then: {
      zh: "选用不动产权证书，和去年传给卫健局的图，提交。",
      en: "Reuse another bureau's certificate, and the plan uploaded at a third one last year. Submit.",
    },
    link: { href: `${old}/apply`, name: form },
  },
  {
    what: { zh: "在另一个窗口改一行旧表", en: "In a second window, change a row of the old table" },
    then: {
      zh: "几秒后，她页面上的进度会变。",
      en: "Within seconds the status on her page changes.",
    },
    link: { href: `${old}/clerk`, name: clerk },
  },
  {
    what: { zh: "要求补正", en: "Ask for a correction" },
    then: {
      zh: "她的页面说轮到她，要补什么，到哪天。",
      en: "Her page says that it is her turn, what to send and until when.",
    },
    link: { href: `${old}/clerk`, name: clerk },
  },
  {
    what: { zh: "补交，办结", en: "Answer it, then close the case" },
    then: { zh: "还是同一个办件，每一步都在。", en: "It stays the same case, with every step." },
    link: { href: `${old}/case`, name: { zh: "打开办件查询", en: "Open the search for a case" } },
  },
  {
    what: { zh: "再到卫健局办一件", en: "Go on at the Health Bureau" },
    then: {
      zh: "点一下就登录，不用再选人；同一份图再用一次。",
      en: "One click logs her in, without choosing again; the same plan serves once more.",
    },
    link: { href: `${modern}/apply`, name: form },
  },
  {
    what: { zh: "有一份先不交，承诺后补", en: "Leave one paper for later, on a promise" },
    then: {
      zh: "选“检测或者评价报告”，点“承诺后补”。办件会说还欠什么，最晚哪天。",
      en: "Open the row of the test report and promise it. The case says what is owed, and by when.",
    },
    link: { href: `${modern}/apply`, name: form },
  },
]

/** What each persona is there to show. */
export const shows: Record<string, Words> = {
  he: {
    zh: "整个故事：选用别处签发的材料，补正",
    en: "The whole story: papers issued elsewhere, a correction",
  },
  xu: { zh: "不是她名下的证件，不会列出来", en: "What is not hers is not listed" },
  cheng: {
    zh: "手机上登录；名下没有材料时怎么说",
    en: "Login on a phone; what is said where no paper is held",
  },
}
