import * as z from "zod/mini"
import { list } from "./bounds.ts"
import { RequirementKey } from "./item.ts"
import { LegalDay, Words } from "./values.ts"

/** A handle (取用凭据): `tbh1_` and 32 random bytes in base64url. Useless without the release key. */
export const Handle = z.string().check(z.maxLength(48), z.regex(/^tbh1_[A-Za-z0-9_-]{43}$/))

/**
 * One entry of the picker's form value (protocol M8): no issuer, number, grade or count. `undertaking` is a
 * promise to supply the paper later (容缺后补).
 */
export const PickedItem = z.object({
  requirement: RequirementKey,
  kind: z.enum(["held", "upload", "undertaking"]),
  handle: Handle,
})
export type PickedItem = z.infer<typeof PickedItem>

/** What was picked, one entry a requirement. */
export const PickedItems = list(PickedItem, 60)

/** A picked item as the hub tells it. Of a promise: with the last day, and how a page says it. */
export const ToldItem = z.object({
  ...PickedItem.shape,
  dueOn: z.optional(LegalDay),
  text: z.optional(Words),
})
export type ToldItem = z.infer<typeof ToldItem>

/** The picker's form value. */
export const PickedMaterials = z.object({ v: z.literal(1), items: PickedItems })
export type PickedMaterials = z.infer<typeof PickedMaterials>
