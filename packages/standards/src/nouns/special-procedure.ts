import * as z from "zod/mini"
import { specialProcedures } from "../cases/step.ts"
import type { SpecialProcedureKind } from "../cases/step.ts"
import { text } from "./bounds.ts"
import { Id, LegalDay } from "./values.ts"

/**
 * A special procedure (特别程序): hearing, tender, expert review and the others of `specialProcedures`.
 * Its time does not count where the applicant was told of it in writing (行政许可法(2019) 45).
 */
export const SpecialProcedure = z
  .object({
    id: Id,
    caseId: Id,
    kind: z.enum(Object.keys(specialProcedures) as SpecialProcedureKind[]),
    /** The number of the written notice (文书编号). */
    document: text(60),
    /** The first day of it. */
    beganOn: LegalDay,
    /** The last day of the time that the notice states. */
    until: LegalDay,
    /** The day on which it ended. */
    endedOn: z.optional(LegalDay),
  })
  .check(
    z.refine(({ beganOn, until }) => until >= beganOn, {
      path: ["until"],
      error: "lies before the day on which it began",
    }),
    z.refine(({ beganOn, endedOn }) => endedOn === undefined || endedOn >= beganOn, {
      path: ["endedOn"],
      error: "lies before the day on which it began",
    }),
  )
export type SpecialProcedure = z.infer<typeof SpecialProcedure>
