import { articles } from "./articles.ts"
import type { Article } from "./articles.ts"

/** A limit of the law: working days, its article, and by how many it may be extended. */
export interface StatutoryLimit {
  days: number
  source: Article
  /** Working days at most, once; approved, and told with its reason. */
  extension?: number
}

/** The limits of 行政许可法(2019), in working days. An item or a jurisdiction may have shorter ones. */
export const statutoryLimits = {
  /** 补正告知: from the receipt. */
  notice: { days: 5, source: articles.correctionNotice },
  /** 作出决定: from the acceptance. */
  decision: { days: 20, extension: 10, source: articles.decision },
  /** 统一办理、联合办理、集中办理: from the acceptance. */
  jointDecision: { days: 45, extension: 15, source: articles.jointDecision },
  /** 送达: from the decision to grant. */
  delivery: { days: 10, source: articles.delivery },
} as const satisfies Record<string, StatutoryLimit>
