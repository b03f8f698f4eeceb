import * as z from "zod/mini"
import { Digest, Id, LegalDay, Words } from "../contract/common.ts"
import { TrustGrade } from "../contract/items.ts"
import { list, text } from "./bounds.ts"

/** A paper or electronic licence (材料/电子证照) in the hub's index: never its content. */
export const Material = z.object({
  id: Id,
  /** The department that serves it (持有部门). */
  owner: z.object({ department: Id }),
  /** 证照类型代码, 21 characters (GB/T 36904-2018), or one of a province's own. */
  licenceType: text(40),
  name: Words,
  grade: TrustGrade,
  /** 证照编号 with its middle hidden. */
  maskedNumber: text(100),
  issuer: Words,
  issuedOn: LegalDay,
  validFrom: z.optional(LegalDay),
  /** The last day of validity; without it, valid for good. */
  validTo: z.optional(LegalDay),
  status: z.enum(["ISSUED", "ABOLISHED"]),
  digest: Digest,
  mediaType: text(100),
  /** Bytes. */
  size: z.int().check(z.nonnegative()),
  /** Names of the fields on the paper. */
  fields: list(text(60), 60),
  /** Asked for by itself, on a page of its own (protocol M7). */
  sensitive: z.boolean(),
})
export type Material = z.infer<typeof Material>
