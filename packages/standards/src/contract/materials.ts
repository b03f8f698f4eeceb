import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { Digest, Id, LegalDay, SchemeValue, Words } from "./common.ts"
import { Region, TrustGrade } from "./items.ts"

/** What an owner says of a paper it holds: metadata, digest and its own reference, never the content. */
export const MaterialRegistration = z.strictObject({
  /** The owner's opaque name for the paper; the ticket gives it back. */
  ownerRef: z.string().check(z.minLength(1), z.maxLength(100)),
  /** 证照类型代码, 21 characters (GB/T 36904-2018). */
  licenceType: z.string().check(z.minLength(1), z.maxLength(40)),
  name: Words,
  grade: TrustGrade,
  /** 证照编号 as printed on the paper. Kept only in its masked form. */
  number: z.string().check(z.minLength(1), z.maxLength(100)),
  /** Whose paper it is. The number is matched by HMAC and not kept. */
  holder: z.strictObject({
    /** 持证主体代码类型: 111 = 公民身份号码 (GB/T 36903-2018). */
    scheme: z.enum(["111"]),
    number: z.string().check(z.minLength(1), z.maxLength(40)),
  }),
  issuer: Words,
  /** The issuing body by its codes (证照颁发机构代码), and its region: what an item's 出具机构 is held against. */
  issuerCodes: z.optional(z.array(SchemeValue).check(z.minLength(1), z.maxLength(10))),
  issuerRegion: z.optional(Region),
  issuedOn: LegalDay,
  validFrom: z.optional(LegalDay),
  validTo: z.optional(LegalDay),
  status: z.enum(["ISSUED", "ABOLISHED"]),
  digest: Digest,
  mediaType: z.string().check(z.minLength(3), z.maxLength(100)),
  /** Bytes. */
  size: z.int().check(z.nonnegative()),
  /** Names of the fields on the paper. */
  fields: z.array(z.string().check(z.minLength(1), z.maxLength(60))).check(z.maxLength(60)),
  /** Asked for by itself, on a page of its own (protocol M7). */
  sensitive: z.boolean(),
})
export type MaterialRegistration = z.infer<typeof MaterialRegistration>

/** Registers a paper of the calling department, or replaces what was said of it. */
export const registerMaterial = endpoint({
  id: "materials.register",
  kind: "json",
  method: "POST",
  path: "/v1/materials",
  summary: "Register the metadata of a paper that the department holds.",
  callers: ["register"],
  idempotent: true,
  body: MaterialRegistration,
  answer: z.object({ id: Id }),
  status: 201,
  problems: [],
})
