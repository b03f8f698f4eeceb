import * as z from "zod/mini"
import { text } from "./bounds.ts"
import { Id } from "./values.ts"

/**
 * The mending of a clerk's mistake (更正): the step that it names and all after it did not happen. They
 * stay in the history, the case is again where it was before them, and what did happen is told by new
 * steps. It is no refusal and no return: nothing is asked of the applicant by it.
 */
export const CaseMending = z.strictObject({
  /** The id of the first mistaken step: one that stands, and not the first of the case. */
  mends: Id,
  /** Who mends it: an office or a role, never a name. */
  by: text(60),
  /** What was wrong, as the applicant may read it. */
  reason: text(500),
})
export type CaseMending = z.infer<typeof CaseMending>
