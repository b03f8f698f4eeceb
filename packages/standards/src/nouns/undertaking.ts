import * as z from "zod/mini"
import { text } from "./bounds.ts"
import { Id, Instant, LegalDay } from "./values.ts"

/**
 * A promise to supply a paper later (容缺受理承诺), where the requirement's necessity is `mayFollow`
 * (容缺后补). It is due no later than the promised decision day, unless the item says otherwise.
 */
export const Undertaking = z.object({
  id: Id,
  caseId: Id,
  /** The key of the item's requirement. */
  requirement: text(40),
  /** Pairwise subject of whoever promised. */
  subject: Id,
  promisedAt: Instant,
  /** The last day to supply it. */
  dueOn: LegalDay,
  /** `open` until it is kept, lapsed, or no longer needed. */
  state: z.enum(["open", "kept", "lapsed", "released"]),
  /** The paper that kept it. */
  material: z.optional(Id),
})
export type Undertaking = z.infer<typeof Undertaking>
