import * as z from "zod/mini"
import { anyText, list, text } from "./bounds.ts"
import { PaperForm, SensitiveCategory, TrustGrade } from "./paper.ts"
import { Assurance, Authority, Capacity } from "./party.ts"
import { AnyItemCode, Digest, Id, Instant, Jws, LegalDay } from "./values.ts"
import { languages } from "../text/language.ts"

/**
 * On what ground a department uses a paper (法律依据, 个人信息保护法(2021) 13). Unknown means no.
 * Most act by statutory duty: what is shown then is a notice, and the remedy is objection.
 */
export const Basis = z.union([
  z.literal("consent"),
  z.object({
    statutoryDuty: z.object({ law: text(200), article: text(60), confirmedBy: text(100) }),
  }),
  z.object({ emergency: z.object({ authority: text(200), reportBy: Instant }) }),
])
export type Basis = z.infer<typeof Basis>

/** A consent that the law wants asked for by itself, one tick each (个人信息保护法(2021) 23, 29, 31). */
export const SeparateConsent = z.object({
  kind: z.enum(["provision", "sensitive", "guardian"]),
  decidedAt: Instant,
  /** SHA-256 of what was read. */
  textHash: Digest,
})
export type SeparateConsent = z.infer<typeof SeparateConsent>

/**
 * A decision about one paper for one case and one recipient (授权), protocol §5. Chained to the
 * person's last one by `prev`; kept for 3 years at least.
 */
export const Grant = z.object({
  id: Id,
  version: z.literal(1),
  /** The language of the notice that was read. */
  language: z.enum(languages),
  /** SHA-256 of that notice. */
  noticeTextHash: Digest,
  shownAt: Instant,
  decidedAt: Instant,
  channel: z.enum(["frame", "page", "counter"]),
  /** Whose paper it is, and who decided: pairwise subjects. */
  subject: Id,
  decider: Id,
  capacity: Capacity,
  /** Where the decider is not the subject. */
  authority: z.optional(Authority),
  guardianRelation: z.optional(text(40)),
  subjectUnder14: z.boolean(),
  recipient: z.object({ department: Id, clientId: Id, contact: anyText(100) }),
  provider: z.object({ department: Id }),
  item: z.object({ code: AnyItemCode, version: z.int().check(z.nonnegative()) }),
  draft: Id,
  purposeCode: z.optional(text(60)),
  purposeText: text(400),
  basis: Basis,
  requirement: text(40),
  material: z.object({ id: Id, type: text(60), grade: TrustGrade, digest: Digest }),
  /** The fields that are used; none means the whole paper. */
  fields: list(text(60), 60),
  sensitive: z.object({
    yes: z.boolean(),
    categories: z.optional(list(SensitiveCategory, 6)),
    necessity: z.optional(text(400)),
    impactText: z.optional(text(400)),
  }),
  form: z.union([PaperForm, z.literal("view")]),
  method: z.optional(text(60)),
  /** How often it may be redeemed. */
  uses: z.int().check(z.positive()),
  retention: z.optional(z.object({ until: z.optional(LegalDay), rule: text(200) })),
  expiresAt: Instant,
  decision: z.enum(["agreed", "refused", "objected"]),
  refusalRememberedUntil: z.optional(Instant),
  assurance: Assurance,
  separateConsents: z.optional(list(SeparateConsent, 5)),
  withdrawnAt: z.optional(Instant),
  /** The grant that this one takes the place of. */
  supersedes: z.optional(Id),
  /** The hash of the person's grant before it. */
  prev: z.nullable(Digest),
})
export type Grant = z.infer<typeof Grant>

/**
 * The signed copy of a grant (授权回执): a compact JWS, `typ: tongban-consent-receipt+jwt`, whose
 * payload is the `Grant`.
 */
export const ConsentReceipt = Jws.check(z.maxLength(65_536))
export type ConsentReceipt = z.infer<typeof ConsentReceipt>
