import * as z from "zod/mini"
import { Id, LegalDay } from "../contract/common.ts"
import { text } from "./bounds.ts"

/**
 * A special procedure (特别程序): hearing, tender, examination, inspection, expert review and their
 * like. Its time does not count where the applicant was told of it in writing (行政许可法(2019) 45).
 */
export const SpecialProcedure = z.object({
  id: Id,
  caseId: Id,
  /** What is done, in the department's words: 听证, 专家评审. */
  name: text(200),
  /** The written notice's own number (文号); without a notice the clock runs on. */
  noticeNumber: z.optional(text(60)),
  /** The first day of it. */
  beganOn: LegalDay,
  /** The last day that the notice allows. */
  expectedOn: z.optional(LegalDay),
  /** The day on which it ended. */
  endedOn: z.optional(LegalDay),
})
export type SpecialProcedure = z.infer<typeof SpecialProcedure>
