import * as z from "zod/mini"
import { text } from "./bounds.ts"
import { Id, Instant, LegalDay, Words } from "./values.ts"

/** How a promise stands: `open` until it is kept, lapsed (its day is over) or released (the case is over). */
export const UndertakingState = z.enum(["open", "kept", "lapsed", "released"])
export type UndertakingState = z.infer<typeof UndertakingState>

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
  state: UndertakingState,
  /** The paper that kept it, where it came by the hub. */
  material: z.optional(Id),
})
export type Undertaking = z.infer<typeof Undertaking>

/** A promise as its case shows it: which paper is owed, by when, and when it came. */
export const CaseUndertaking = z.object({
  requirement: Undertaking.shape.requirement,
  /** The paper's name. */
  name: Words,
  dueOn: LegalDay,
  state: UndertakingState,
  suppliedAt: z.optional(Instant),
})
export type CaseUndertaking = z.infer<typeof CaseUndertaking>
