import type { CaseEntry } from "../cases/step.ts"
import type { WorkCalendar } from "./calendar.ts"
import type { CountRefusal, Span } from "./count.ts"
import type { JurisdictionProfile } from "./profiles.ts"
import type { ClockReason } from "./reason.ts"

/** What runs: the notice of correction, its supply, the decision by law and by promise, the delivery. */
export type ClockLimit = "notice" | "supply" | "decision" | "promise" | "delivery"

/** The limits of an item, as its guide has them. */
export interface ItemLimits {
  /** 法定办结时限. Without it, the law's. */
  statutory?: Span | undefined
  /** 承诺办结时限, in days or in hours. */
  promised?: Span | { hours: number } | undefined
  /** Several bodies decide together (统一办理、联合办理、集中办理). */
  joint?: boolean
}

/** What the clock is asked. */
export interface ClockQuestion {
  limit: ClockLimit
  /** Everything recorded of the case, oldest first. */
  entries: readonly CaseEntry[]
  item?: ItemLimits
  /** The place's own rules; without them, the law alone. */
  profile?: JurisdictionProfile
  calendar: WorkCalendar
  /** The instant of the question, RFC 3339. */
  now: string
}

/** How a limit stands: `missed` is a notice that did not come, so that the case counts as accepted. */
export type ClockStanding = "none" | "running" | "stopped" | "ended" | "missed"

/** By when, how long still, and why. */
export type ClockAnswer =
  | {
      ok: true
      standing: ClockStanding
      /** The last day, `YYYY-MM-DD`; none while nothing runs or the clock stands still. */
      due?: string
      /** The last instant, RFC 3339 in UTC, of a limit in hours. */
      dueAt?: string
      /** What is left until then, in `unit`; negative where it is over. When it ended, what was left. */
      remaining?: number
      unit?: "workday" | "day" | "hour"
      endedOn?: string
      /** The reasoning, line by line. */
      steps: ClockReason[]
    }
  | (CountRefusal & { steps: ClockReason[] })
