import * as z from "zod/mini"
import { codeOf } from "../codes/code.ts"
import { LicenceStatus } from "../codes/materials.ts"
import { revocationReasons } from "../materials/revocation.ts"
import { anyText, list, named, openCode, someOf, text } from "./bounds.ts"
import { FieldNames, LicenceType, Region, TrustGrade } from "./paper.ts"
import { Digest, Id, Instant, LegalDay, SchemeValue, Words } from "./values.ts"

/** What an owner says of its paper and the hub's index keeps as it is. */
const paperFacts = {
  licenceType: LicenceType,
  name: Words,
  grade: TrustGrade,
  issuer: Words,
  issuedOn: LegalDay,
  validFrom: z.optional(LegalDay),
  /** The last day of validity; without it, valid for good. */
  validTo: z.optional(LegalDay),
  status: LicenceStatus,
  digest: Digest,
  mediaType: text(100),
  /** Bytes. */
  size: z.int().check(z.nonnegative()),
  /** Names of the fields on the paper. */
  fields: FieldNames,
  /** Asked for by itself, on a page of its own (protocol M7). */
  sensitive: z.boolean(),
}

/** One of `revocationReasons`. */
export const RevocationReason = /* @__PURE__ */ codeOf(revocationReasons)
/** One of `revocationReasons`. */
export type RevocationReason = z.infer<typeof RevocationReason>

/** That a paper is valid no more: when, why, and in the owner's own words where there are any. */
export const Revocation = z.object({
  at: Instant,
  reason: openCode(40),
  note: z.optional(Words),
})
export type Revocation = z.infer<typeof Revocation>

/** Who answers for a paper at its owner (责任人): an office or an official, and the telephone of it. */
export const DutyOwner = z.object({ name: text(60), phone: text(40) })
export type DutyOwner = z.infer<typeof DutyOwner>

/** Where the owner shows or gives out the paper by itself: an https address. */
export const PaperLink = z
  .string()
  .check(z.maxLength(500), z.regex(/^https:\/\/[^\s\x00\p{Cs}]+$/u))

/** A paper or electronic licence (材料/电子证照) in the hub's index: never its content. */
export const Material = z.object({
  id: Id,
  /** The department that serves it (持有部门). */
  owner: z.object({ department: Id }),
  ...paperFacts,
  /** 证照编号 with its middle hidden. */
  maskedNumber: text(100),
})
export type Material = z.infer<typeof Material>

/** What an owner says of a paper it holds: metadata, digest and its own reference, never the content. */
export const MaterialRegistration = z.strictObject({
  /** The owner's opaque name for the paper; the ticket gives it back. */
  ownerRef: text(100),
  ...paperFacts,
  /** 证照编号 as printed on the paper. Kept only in its masked form. */
  number: text(100),
  /** Whose paper it is. The number is matched by HMAC and not kept. */
  holder: z.strictObject({
    /** 持证主体代码类型: 111 = 公民身份号码 (GB/T 36903-2018). */
    scheme: z.enum(["111"]),
    number: text(40),
  }),
  /** The issuing body by its codes (证照颁发机构代码), and its region: what an item's 出具机构 is held against. */
  issuerCodes: z.optional(someOf(SchemeValue, 10)),
  issuerRegion: z.optional(Region),
  /** Who is asked when the paper is wrong or does not come; the recipient is told. */
  duty: z.optional(z.strictObject(DutyOwner.shape)),
  link: z.optional(PaperLink),
})
export type MaterialRegistration = z.infer<typeof MaterialRegistration>

const HeldBase = {
  id: Id,
  name: Words,
  issuer: Words,
  maskedNumber: anyText(100),
  issuedOn: LegalDay,
  validTo: z.optional(LegalDay),
  grade: TrustGrade,
  fields: FieldNames,
  /** Asked for by itself, on a page of its own (protocol M7). */
  sensitive: z.boolean(),
  /** Where the citizen uploaded it: what kind of file, and its bytes. */
  upload: z.optional(z.object({ mediaType: text(100), size: z.int() })),
}

/** A held paper that fits. Order: best first. */
export const HeldMaterial = z.object(HeldBase)
export type HeldMaterial = z.infer<typeof HeldMaterial>

/** Why a held paper does not fit; see `MaterialFitness` of `@tongban/standards`. */
export const UnfitMaterial = z.object({
  ...HeldBase,
  reasons: list(z.object({ rule: openCode(), params: named(anyText(400), 20) }), 20),
})
export type UnfitMaterial = z.infer<typeof UnfitMaterial>
