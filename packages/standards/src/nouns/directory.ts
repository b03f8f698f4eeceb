import * as z from "zod/mini"
import { list, text } from "./bounds.ts"
import { Id } from "./values.ts"

/** A coordinate of a point on P-256: 32 bytes in base64url. */
const Coordinate = z.string().check(z.maxLength(43), z.regex(/^[\w-]{43}$/))

/** A public key on P-256 (RFC 7517, RFC 7518 §6.2.1). */
const PublicKey = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: Coordinate,
  y: Coordinate,
  kid: z.optional(text(100)),
})

/** One instance of a client, and its keys (protocol M0). */
export const DirectoryEntry = z.object({
  department: Id,
  client: Id,
  instance: Id,
  /** Where an owner's bridge is reached. Recipients fetch from here only. */
  url: z.optional(z.url().check(z.maxLength(300))),
  /** Signs: DPoP proofs of a recipient, provenance of an owner. */
  sig: PublicKey,
  /** Papers are sealed to it. */
  enc: PublicKey,
  status: z.enum(["active", "revoked"]),
})
export type DirectoryEntry = z.infer<typeof DirectoryEntry>

/**
 * What the offline root signs (密钥名录): which keys are whose, the payload of a compact JWS of
 * `typ: tongban-directory+jwt`. A version lower than one seen before is refused (protocol M0).
 */
export const DirectoryContent = z.object({
  version: z.int().check(z.minimum(0)),
  entries: list(DirectoryEntry, 10_000),
  hub: z.object({
    ticketKey: PublicKey,
    logKey: PublicKey,
    /** Signs what the hub itself gives out: uploads. */
    provenanceKey: z.optional(PublicKey),
  }),
})
export type DirectoryContent = z.infer<typeof DirectoryContent>
