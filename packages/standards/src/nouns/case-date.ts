import * as z from "zod/mini"
import { list, openCode } from "./bounds.ts"
import { LegalDay, Words } from "./values.ts"

/** By when something of a case is due (期限), what is left, and why: an answer of `caseClock`. */
export const CaseDate = z.object({
  /** `supply`, `decision` (by law), `promise` or `undertaking` (容缺后补). Others may come. */
  limit: openCode(),
  /** The last day. None where it cannot be told; the last reason says why. */
  due: z.optional(LegalDay),
  /** How many of the unit are left; negative: over. */
  remaining: z.optional(z.int()),
  /** `workday` or `day`. */
  unit: z.optional(openCode()),
  /** The reasoning, line by line, with the article that each rests on. */
  reasons: list(z.object({ rule: openCode(), text: Words, source: z.optional(Words) }), 100),
})
export type CaseDate = z.infer<typeof CaseDate>
