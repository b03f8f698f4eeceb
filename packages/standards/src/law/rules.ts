import { caseRules } from "../cases/rules.ts"
import type { CaseRule } from "../cases/rules.ts"
import type { DayKind } from "./calendar.ts"
import { statutoryLimits } from "./limits.ts"
import type { StatutoryLimit } from "./limits.ts"

const {
  specialKind,
  specialNotice,
  extensionOnce,
  extensionLength,
  extensionApproved,
  extensionReasoned,
  extensionInTime,
} = caseRules

/** How days are counted and what moves a limit. A table, so that a test can change each entry. */
export interface ClockRules {
  limits: Readonly<Record<keyof typeof statutoryLimits, StatutoryLimit>>
  /** A procedure that breaks one of these stops nothing; an extension that does, extends nothing. */
  special: Readonly<Record<"specialKind" | "specialNotice", CaseRule>>
  extension: Readonly<
    Record<
      | "extensionOnce"
      | "extensionLength"
      | "extensionApproved"
      | "extensionReasoned"
      | "extensionInTime",
      CaseRule
    >
  >
  /** The day after the event is the first that counts: 民法典 201(1). */
  firstDay: number
  /** Which days are working days: 行政许可法(2019) 82 and the year's notice. */
  workdays: Readonly<Record<DayKind, boolean>>
  /** On which days a limit in days of the calendar may end: 民法典 203(1). */
  lastDays: Readonly<Record<DayKind, boolean>>
  /** Nothing told within the limit of the notice is an acceptance: 行政许可法(2019) 32(1)(4). */
  silenceAccepts: boolean
  /** A deemed acceptance counts from the receipt, not from the end of the silence: the same article. */
  deemedFromReceipt: boolean
  /** A special procedure is not counted, its first day left out as always: 行政许可法(2019) 45. */
  specialStops: boolean
  firstStoppedDay: number
  /** The day of its result is not counted either; time runs on from the next. */
  firstResumedDay: number
  /** The law's limit is extended, the department's promise stays what it was: 行政许可法(2019) 42. */
  promiseExtends: boolean
  /** A place's rule may be shorter than the law, not longer. */
  localMayBeLonger: boolean
}

/** The rules as the law has them. */
export const clockRules: ClockRules = {
  limits: statutoryLimits,
  special: { specialKind, specialNotice },
  extension: {
    extensionOnce,
    extensionLength,
    extensionApproved,
    extensionReasoned,
    extensionInTime,
  },
  firstDay: 1,
  workdays: { workday: true, makeUp: true, weekend: false, holiday: false },
  lastDays: { workday: true, makeUp: true, weekend: false, holiday: false },
  silenceAccepts: true,
  deemedFromReceipt: true,
  specialStops: true,
  firstStoppedDay: 1,
  firstResumedDay: 1,
  promiseExtends: false,
  localMayBeLonger: false,
}
