import * as z from "zod/mini"
import { specialProcedures } from "../cases/step.ts"
import type { CaseState } from "../cases/states.ts"
import type { SpecialProcedureKind } from "../cases/step.ts"
import { checkResidentIdNumber } from "../identifiers/resident-id.ts"
import { anyText, list, named, openCode, text } from "./bounds.ts"
import { Correction, LocalNumber } from "./case.ts"
import { stepFacts } from "./step-facts.ts"
import { AnyItemCode, Id, Instant, LegalDay, SourceState } from "./values.ts"

/** Whose case it is, as the department knows them. Matched by HMAC, and not kept. */
export const Party = z.strictObject({
  /** 证件类型: 111 = 公民身份号码 (GB/T 36903-2018). */
  scheme: z.enum(["111"]),
  number: z.string().check(
    z.maxLength(18),
    z.refine((value) => checkResidentIdNumber(value, "9999-12-31").ok, {
      error: "is not a resident identity number (GB 11643-1999)",
    }),
  ),
})
export type Party = z.infer<typeof Party>

/** The facts that belong to a step to one state. */
const onlyWith = [
  ["correction", "CORRECTION_REQUESTED"],
  ["deemed", "ACCEPTED"],
  ["special", "SPECIAL_PROCEDURE"],
  ["extension", "IN_REVIEW"],
  ["remediesTold", "DECIDED_REFUSED"],
] as const satisfies readonly (readonly [string, CaseState])[]

/** What the rule reads: the state, and whether a fact is there. */
type Reported = { state: string } & Partial<Record<(typeof onlyWith)[number][0], unknown>>

/** What a department's system says of one of its cases. */
export const CaseReport = z
  .strictObject({
    itemCode: AnyItemCode,
    /** The shared state, by the mapper of the source's scheme. */
    state: openCode(40),
    /** The source value, never dropped. */
    source: SourceState,
    occurredAt: Instant,
    effectiveOn: z.optional(LegalDay),
    inferred: z._default(z.boolean(), false),
    /**
     * The applicant, where the case was not begun by their own login. Somebody without an account finds
     * the case at their first login; a case that is somebody's never becomes another's.
     */
    party: z.optional(Party),
    /** The department's own number of the case that it follows on (前序办件); said at the first report, or never. */
    follows: z.optional(LocalNumber),
    /** What is asked for; only with the state `CORRECTION_REQUESTED`. */
    correction: z.optional(Correction),
    ...stepFacts(
      z.enum(Object.keys(specialProcedures) as SpecialProcedureKind[]),
      z.enum(["online", "window"]),
    ),
  })
  .check(
    ...onlyWith.map(([fact, only]) =>
      z.refine<Reported>((report) => report[fact] === undefined || report.state === only, {
        path: [fact],
        error: `stands only with the state ${only}`,
      }),
    ),
  )
export type CaseReport = z.infer<typeof CaseReport>

/** One line of a batch of reports: a report, the number of its case, and its key. */
export const CaseReportLine = z.safeExtend(CaseReport, {
  localNumber: LocalNumber,
  /**
   * The same key is never done twice, for 72 hours. Made from the line itself unless given; whoever may
   * have to say the same thing again, as of a row that went back, gives one.
   */
  key: z.optional(z.string().check(z.maxLength(64), z.regex(/^[A-Za-z0-9_-]{8,64}$/))),
})
export type CaseReportLine = z.infer<typeof CaseReportLine>

const Plain = z.union([anyText(500), z.int(), z.boolean()])
/** What a problem names: plain values, lists of them, or faults with their place and rule. */
const ProblemParam = z.union([
  Plain,
  list(Plain, 100),
  named(Plain, 20),
  list(named(z.union([Plain, list(Plain, 100)]), 20), 100),
])

/** What became of a line: the case, or why it was not taken. */
export const CaseReportAnswer = z.object({
  /** The number of the line in the request, from 1. */
  line: z.int(),
  id: z.optional(Id),
  problem: z.optional(
    z.object({
      code: openCode(),
      params: named(ProblemParam, 20),
      title: text(200),
      detail: text(400),
    }),
  ),
})
export type CaseReportAnswer = z.infer<typeof CaseReportAnswer>
