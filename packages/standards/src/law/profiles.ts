import type { Words } from "../nouns/values.ts"
import type { Article } from "./articles.ts"
import { articles } from "./articles.ts"

/** A limit of a place, in working days: shorter than the law's, or one that the law leaves open. */
export interface LocalLimit {
  limit: "notice" | "supply" | "decision" | "delivery"
  days: number
  source: Article
  /** Only for applications that came this way. */
  channel?: "online" | "window"
}

/** The rules of a jurisdiction (法域) beside the national ones. */
export interface JurisdictionProfile {
  /** 行政区划代码 (GB/T 2260), 6 digits. */
  code: string
  name: Words
  limits: readonly LocalLimit[]
}

/** The law alone. */
export const nationalProfile: JurisdictionProfile = {
  code: "000000",
  name: { zh: "全国", en: "National" },
  limits: [],
}

/** 安阳市: an application made online is checked within one working day (安阳市政务服务条例(2021) 42). */
export const anyangProfile: JurisdictionProfile = {
  code: "410500",
  name: { zh: "安阳市", en: "Anyang" },
  limits: [{ limit: "notice", days: 1, channel: "online", source: articles.anyangCheck }],
}

/**
 * Working days of 政务数据共享条例(2025) as they are said to be. **Unconfirmed**: no text at hand has the
 * numbers. Defaults of a setting that an operator confirms; never to be shown as a rule.
 */
export const unconfirmedSharingDays = {
  /** An answer to a request for unconditionally shared data. */
  replyUnconditional: 1,
  /** An answer to a request for conditionally shared data. */
  replyConditional: 10,
  /** The data, from the agreement on. */
  supply: 20,
  /** A reported mistake is checked and corrected. */
  correct: 10,
} as const
