import * as z from "zod/mini"
import { RatingChannel } from "../codes/cases.ts"
import { text } from "./bounds.ts"
import { Id, Instant } from "./values.ts"

/**
 * A rating of one case (好差评), GB/T 39735-2020 and 国办发〔2019〕51号. Who gave it is confidential and
 * stands nowhere in it.
 */
export const Rating = z.object({
  id: Id,
  caseId: Id,
  /** 满意度, GB/T 39046-2020 A.8: 1 非常满意 to 5 非常不满意. 1 is best: stars are 6 − level. */
  level: z.int().check(z.minimum(1), z.maximum(5)),
  channel: RatingChannel,
  ratedAt: Instant,
  /** What the applicant wrote. */
  comment: z.optional(text(500)),
  /** A later addition, once. */
  supplement: z.optional(text(500)),
})
export type Rating = z.infer<typeof Rating>
