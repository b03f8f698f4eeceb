import * as z from "zod/mini"
import { list, openCode, text } from "./bounds.ts"
import { CaseDate } from "./case-date.ts"
import { DepartmentSummary } from "./department.ts"
import { stepFacts } from "./step-facts.ts"
import { TimeLimit } from "./time-limit.ts"
import { CaseUndertaking } from "./undertaking.ts"
import type { CaseState } from "../cases/states.ts"
import { AnyItemCode, Id, Instant, LegalDay, SourceState, Words } from "./values.ts"

/** A department's own case number (办件编号), at most 50 characters (GB/T 39046-2020 table 5: an..50). */
export const LocalNumber = z
  .string()
  .check(z.minLength(1), z.maxLength(50), z.regex(/^[^\s\x00\p{Cs}]+$/u))

/**
 * What the department asks to be supplied (补齐补正), in its notice (补正告知): everything, in one notice (行政许可法 32(4)).
 */
export const Correction = z.object({
  /** The notice's own number (文号). */
  noticeNumber: z.optional(text(60)),
  /** The last day to supply it (补正期限), as the department says; none is made up here. */
  dueOn: z.optional(LegalDay),
  /** Each paper once, with what is wrong or missing. */
  items: z
    .array(
      z.object({
        /** The key of the item's requirement. */
        requirement: text(60),
        text: Words,
      }),
    )
    .check(z.minLength(1), z.maxLength(60)),
})
export type Correction = z.infer<typeof Correction>

/** A step in the life of a case (环节). */
export const CaseEvent = z.object({
  id: Id,
  /** The shared state that the step leads to. Codes unknown to this version may come. */
  to: openCode<CaseState>(),
  source: z.optional(SourceState),
  /** When the hub learned of it. */
  recordedAt: Instant,
  /** When it happened, as the department's system says. */
  occurredAt: Instant,
  /** The legal day on which it took effect, where the system knows the day and not the time. */
  effectiveOn: z.optional(LegalDay),
  /** True where the step was inferred from the record and not reported. */
  inferred: z.boolean(),
  /** What is asked for, where the step is a request for correction that says so. */
  correction: z.optional(Correction),
  ...stepFacts(openCode(), openCode<"online" | "window">()),
  /**
   * Where the event mends a mistake (更正): the id of the first step that did not happen. It and all after
   * it no longer stand; `to` is where the case is again, `by` and `reason` say who mended it and why.
   */
  mends: z.optional(Id),
  /** The requirements that were supplied, where the step answers a notice of correction. */
  supplied: z.optional(list(text(60), 60)),
})
export type CaseEvent = z.infer<typeof CaseEvent>

/** How often its applicant asked the department to move on (催办), and from which day they may again. */
export const Urging = z.object({
  /** When they last did. */
  at: Instant,
  times: z.int(),
  againOn: LegalDay,
})
export type Urging = z.infer<typeof Urging>

/** A case (办件), as its applicant and its department see it. */
export const Case = z.object({
  id: Id,
  department: DepartmentSummary,
  item: z.object({ code: AnyItemCode, version: z.int(), name: Words }),
  /** The shared state; see `caseStates` of `@tongban/standards`. Unknown codes may come. */
  state: openCode<CaseState>(),
  /** The state as the department's own system calls it. */
  source: z.optional(SourceState),
  /** Whose move it is. */
  turn: z.enum(["applicant", "department", "none"]),
  localNumber: z.optional(LocalNumber),
  /** The case that it follows on (前序办件): what it renews or changes, or what was refused before. */
  follows: z.optional(z.object({ id: Id })),
  /** Grows with each change. In a stream it is the id of the event, by which a follower resumes. */
  version: z.optional(z.int()),
  openedAt: Instant,
  updatedAt: Instant,
  /** True where its applicant put it out of sight: their lists leave it out. It stands again once it changes. */
  hidden: z.optional(z.boolean()),
  urged: z.optional(Urging),
  limits: z.object({ statutory: z.optional(TimeLimit), promised: z.optional(TimeLimit) }),
  /** By when it is somebody's turn, and why by then; as of the day of the answer. */
  dates: z.optional(list(CaseDate, 10)),
  window: z.optional(text(60)),
  /** What was promised to follow (容缺后补), and what became of it. */
  undertakings: z.optional(list(CaseUndertaking, 60)),
  /** Oldest first. */
  events: list(CaseEvent, 10_000),
})
export type Case = z.infer<typeof Case>
