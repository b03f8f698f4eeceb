import { articles } from "../law/articles.ts"
import type { Article } from "../law/articles.ts"
import { statutoryLimits } from "../law/limits.ts"
import { legalDayOf } from "../text/day.ts"
import { specialProcedures } from "./step.ts"
import type { CaseStep } from "./step.ts"

/** What the clock knows of a case and a rule may ask. What is not known binds nobody. */
export interface KnownLimits {
  /** The last day of the notice of correction, `YYYY-MM-DD`. */
  noticeDueOn?: string
  /** The last day of the decision, `YYYY-MM-DD`. */
  decisionDueOn?: string
  /** Working days that the law allows for an extension; more where several bodies decide together. */
  longestExtension?: number
}

/** A rule that a step must keep: where it stands in the law, and what to say where it is broken. */
export interface CaseRule {
  source: Article
  zh: string
  en: string
  /**
   * Whether a step keeps the rule.
   *
   * @param past - the steps that stand before it, oldest first
   */
  holds(step: CaseStep, past: readonly CaseStep[], known: KnownLimits): boolean
}

const practice: Article = { zh: "办件系统通例", en: "Practice of case systems" }
const localRules: Article = { zh: "地方规定", en: "Local rules" }
const last = (past: readonly CaseStep[], to: CaseStep["to"]): CaseStep | undefined =>
  past.findLast((step) => step.to === to)

const rules = {
  notAhead: {
    source: practice,
    zh: "生效日期不能晚于登记日期，请改日期",
    en: "A step cannot take effect after it is recorded; correct its day",
    holds: ({ effectiveOn, recordedAt }) => effectiveOn <= legalDayOf(recordedAt),
  },
  correctionOnce: {
    source: articles.correctionNotice,
    zh: "补正只能告知一次，请受理或作出决定",
    en: "A correction may be asked for only once; accept the case",
    holds: (_, past) => last(past, "CORRECTION_REQUESTED") === undefined,
  },
  correctionComplete: {
    source: articles.correctionNotice,
    zh: "补正通知要一次列全，请写明要补什么",
    en: "The notice must list everything; say what is to be supplied",
    holds: ({ correction }) => (correction?.items.length ?? 0) > 0,
  },
  correctionInTime: {
    source: articles.correctionNotice,
    zh: "已过告知期限，收到之日起就算受理",
    en: "The notice is late: the case is accepted from the day of receipt",
    holds: ({ effectiveOn }, _, { noticeDueOn }) =>
      noticeDueOn === undefined || effectiveOn <= noticeDueOn,
  },
  sealedDocument: {
    source: articles.sealedDocument,
    zh: "要有盖章并注明日期的凭证，请填文号",
    en: "A sealed and dated document is needed; give its number",
    holds: ({ deemed, document }) => deemed === true || isSaid(document),
  },
  deemedBySilence: {
    source: articles.correctionNotice,
    zh: "告知期限还没过，不能视为受理",
    en: "The time for the notice is not over, so nothing is deemed accepted",
    holds: ({ deemed, recordedAt }, _, { noticeDueOn }) =>
      deemed !== true || (noticeDueOn !== undefined && legalDayOf(recordedAt) > noticeDueOn),
  },
  deemedFromReceipt: {
    source: articles.correctionNotice,
    zh: "视为受理从收到之日算起，请改日期",
    en: "A deemed acceptance counts from the day of receipt; correct its day",
    holds: ({ deemed, effectiveOn }, past) =>
      deemed !== true || effectiveOn === last(past, "RECEIVED")?.effectiveOn,
  },
  supplyOverdue: {
    source: localRules,
    zh: "补正期限没有写明或还没过，不能终止",
    en: "The time to supply is not stated or not over, so the case cannot be ended",
    holds: ({ effectiveOn }, past) => {
      const dueOn = last(past, "CORRECTION_REQUESTED")?.correction?.dueOn
      return dueOn !== undefined && effectiveOn > dueOn
    },
  },
  specialKind: {
    source: articles.specialProcedure,
    zh: "只有法律列出的程序不计时，请选一种",
    en: "Only the procedures that the law lists stop the clock; choose one",
    holds: ({ special }) => special !== undefined && Object.hasOwn(specialProcedures, special.kind),
  },
  specialNotice: {
    source: articles.specialProcedure,
    zh: "所需时间要书面告知申请人，请填文号",
    en: "The applicant must be told in writing how long it takes; give the document's number",
    holds: ({ document }) => isSaid(document),
  },
  extensionOnce: {
    source: articles.decision,
    zh: "期限只能延长一次",
    en: "The limit may be extended only once",
    holds: (_, past) => past.every(({ extension }) => extension === undefined),
  },
  extensionLength: {
    source: articles.decision,
    zh: "延长的天数超过法定上限",
    en: "The extension is longer than the law allows",
    holds: ({ extension }, _, { longestExtension = statutoryLimits.decision.extension }) =>
      extension !== undefined &&
      Number.isInteger(extension.days) &&
      extension.days >= 1 &&
      extension.days <= longestExtension,
  },
  extensionApproved: {
    source: articles.decision,
    zh: "延长要由负责人批准，请填批准人",
    en: "An extension is approved by the head of the body; say by whom",
    holds: ({ extension }) => isSaid(extension?.approvedBy),
  },
  extensionReasoned: {
    source: articles.decision,
    zh: "延长的理由要告知申请人，请填理由",
    en: "The applicant must be told why it is extended; give the reason",
    holds: ({ reason }) => isSaid(reason),
  },
  extensionInTime: {
    source: articles.decision,
    zh: "期限已过，不能再延长",
    en: "The limit has passed and cannot be extended",
    holds: ({ effectiveOn }, _, { decisionDueOn }) =>
      decisionDueOn === undefined || effectiveOn <= decisionDueOn,
  },
  refusalReasoned: {
    source: articles.refusal,
    zh: "不予许可要书面说明理由，请填理由",
    en: "A refusal gives its reasons in writing; give them",
    holds: ({ reason }) => isSaid(reason),
  },
  refusalRemedies: {
    source: articles.refusal,
    zh: "要告知复议和起诉的权利",
    en: "The right to reconsideration and suit must be told",
    holds: ({ remediesTold }) => remediesTold === true,
  },
  terminationReasoned: {
    source: practice,
    zh: "终止要写明理由和经办，请补上",
    en: "Ending a case needs a reason and who did it; give both",
    holds: ({ by, reason }) => isSaid(by) && isSaid(reason),
  },
} as const satisfies Record<string, CaseRule>

/** The name of a rule of the steps. */
export type CaseRuleCode = keyof typeof rules

/** The rules of the steps of a case, by code. */
export const caseRules: Readonly<Record<CaseRuleCode, CaseRule>> = rules

const isSaid = (text: string | undefined): boolean => text !== undefined && text.trim() !== ""
