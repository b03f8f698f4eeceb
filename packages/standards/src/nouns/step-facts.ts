import * as z from "zod/mini"
import { text } from "./bounds.ts"
import { LegalDay } from "./values.ts"

/**
 * The facts of a step that its rules (`caseRules`) and the clock ask for (环节事实): what the department
 * knows and a state alone does not say. All may be absent; then nothing is concluded from them.
 *
 * @param kind - how the kind of a special procedure is written: a code of ours, or any
 * @param channel - how it is written by which way an application came: as one of ours, or any
 */
export const stepFacts = <K extends z.ZodMiniType<string>, C extends z.ZodMiniType<string>>(
  kind: K,
  channel: C,
) => ({
  /** Who took it: an office or a role, never a name. */
  by: z.optional(text(60)),
  /** Why, as the applicant is told: of an extension, a refusal, an end. */
  reason: z.optional(text(500)),
  /** The number of its written document (文书编号). */
  document: z.optional(text(60)),
  /** How the application came, `online` or `window`; some local limits are only for those made online. */
  channel: z.optional(channel),
  /** Accepted by silence (视为受理, 行政许可法(2019) 32(4)); with the state `ACCEPTED`. */
  deemed: z.optional(z.boolean()),
  /**
   * What stops the clock (特别程序, 行政许可法(2019) 45), and the last day of the time that its written
   * notice states; with the state `SPECIAL_PROCEDURE`. `document` is the notice.
   */
  special: z.optional(z.object({ kind, until: LegalDay })),
  /**
   * By how many working days the limit is extended (延长期限, 行政许可法(2019) 42), and the office that approved it; with
   * the state `IN_REVIEW`, in which the case stays. At most the working days of a year: another law may
   * allow more than this one.
   */
  extension: z.optional(
    z.object({ days: z.int().check(z.minimum(1), z.maximum(250)), approvedBy: text(60) }),
  ),
  /** Whether the right to reconsideration and suit was told (行政许可法(2019) 38); with the state `DECIDED_REFUSED`. */
  remediesTold: z.optional(z.boolean()),
})
