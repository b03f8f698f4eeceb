import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { departmentOnly } from "./reach.ts"
import { text } from "../nouns/bounds.ts"
import { MaterialRegistration, Revocation, RevocationReason } from "../nouns/material.ts"
import { Id, Words } from "../nouns/values.ts"

/**
 * Registers a paper of the calling department, or replaces what was said of it. Another digest is another
 * version: what was picked of the one before is refused, and picked again.
 */
export const registerMaterial = endpoint({
  id: "materials.register",
  kind: "json",
  method: "POST",
  path: "/v1/materials",
  summary: "Register the metadata of a paper that the department holds.",
  callers: ["register"],
  reach: [
    { object: "ownerRef", at: "body.ownerRef", none: "served", sees: { register: departmentOnly } },
  ],
  idempotent: true,
  body: MaterialRegistration,
  answer: z.object({
    id: Id,
    /** From 1; one more with each other digest. */
    version: z.int(),
  }),
  status: 201,
  problems: ["material_revoked"],
})

/**
 * Revokes a paper (注销、撤销): it is offered no more, no handle of it is redeemed, and its holder sees why.
 * For good: a list that still holds it does not bring it back. Asked again, it is the same.
 */
export const revokeMaterial = endpoint({
  id: "materials.revoke",
  kind: "json",
  method: "POST",
  path: "/v1/material-revocations",
  summary: "Revoke a paper of the department.",
  callers: ["register"],
  reach: [
    {
      object: "ownerRef",
      at: "body.ownerRef",
      none: "not_found",
      sees: { register: departmentOnly },
    },
  ],
  idempotent: true,
  body: z.strictObject({
    /** The owner's own name for the paper, as it was registered. */
    ownerRef: text(100),
    reason: RevocationReason,
    /** What the holder is told beside the reason. */
    note: z.optional(Words),
  }),
  answer: z.object({ id: Id, revoked: Revocation }),
  status: 201,
  problems: ["not_found"],
})
