import type { Words } from "@tongban/standards"
import type { Addresses } from "../addresses.ts"

/** What there is: whose it is, what its system is, what it can do. */
export interface Place {
  name: Words
  system: Words
  can: Words
  links: { href: string; name: Words }[]
}

const openIt: Words = { zh: "打开网站", en: "Open the site" }

/** Every place of the province, in the order in which the story comes to it. */
export const placesOf = ({ hub, modern, old, oldSameSite, csv }: Addresses): Place[] => [
  {
    name: { zh: "市场监管局", en: "Market Regulation Bureau" },
    system: {
      zh: "老系统：2012 年的 jQuery 页面，拼音列名的表",
      en: "Old system: jQuery pages of 2012, a table with pinyin columns",
    },
    can: {
      zh: "统一登录、免交材料、看进度、在线补正",
      en: "One login, papers not asked twice, live status, corrections online",
    },
    links: [
      { href: old, name: openIt },
      { href: oldSameSite, name: { zh: "和统一服务同站打开", en: "Same site as the hub" } },
      { href: `${old}/clerk`, name: { zh: "窗口人员的页面", en: "The clerk's page" } },
    ],
  },
  {
    name: { zh: "自然资源局", en: "Natural Resources Bureau" },
    system: {
      zh: "没有程序，只有静态网页和每天导出的 CSV；旁边装了接入桥",
      en: "No program: static pages and a daily CSV export; a bridge runs beside it",
    },
    can: {
      zh: "统一登录、看进度；它签发的不动产权证书，别处可以取用",
      en: "One login and case status; its certificates are reused elsewhere",
    },
    links: [{ href: csv, name: openIt }],
  },
  {
    name: { zh: "卫生健康局", en: "Health Bureau" },
    system: {
      zh: "新系统：Node 门户用 SDK，旁边装了接入桥",
      en: "New system: a Node portal with the SDK, a bridge beside it",
    },
    can: {
      zh: "别处登录过，点一下就进；存着去年上传的图",
      en: "One click where one has logged in elsewhere; keeps last year's uploads",
    },
    links: [
      { href: modern, name: openIt },
      { href: `${modern}/clerk`, name: { zh: "窗口人员的页面", en: "The clerk's page" } },
    ],
  },
  {
    name: { zh: "统一服务", en: "The hub" },
    system: {
      zh: "只存目录、授权和记录，不存材料内容",
      en: "Keeps indexes, grants and the log, never a paper's content",
    },
    can: { zh: "登录、选材、办件、使用记录", en: "Login, choosing papers, cases, the log of uses" },
    links: [{ href: `${hub}/openapi.json`, name: { zh: "接口说明", en: "API description" } }],
  },
]
