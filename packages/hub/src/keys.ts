import * as z from "zod/mini"

const PrivateJwk = z.looseObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  d: z.string(),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
})
export type PrivateJwk = z.infer<typeof PrivateJwk>

const Secret = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{43,}$/, { error: "must be 32 bytes in base64url" }))

/** The hub's secrets. Each has one use, so that one can be replaced without the others. */
export const HubKeys = z.strictObject({
  /** Signs ID tokens and access tokens. */
  oidc: z.strictObject({ keys: z.array(PrivateJwk).check(z.minLength(1)) }),
  /** Signs delivery tickets. */
  ticket: PrivateJwk,
  /** Signs log promises. */
  log: PrivateJwk,
  /** Signs what the hub itself gives out: uploads. */
  provenance: PrivateJwk,
  /** Wraps the keys of uploads; the first wraps, all open. */
  uploads: z.array(Secret).check(z.minLength(1)),
  /** Signs the login cookies; the first signs, all verify. */
  cookies: z.array(z.string().check(z.minLength(32))).check(z.minLength(1)),
  /** HMAC key that matches persons by identity number. */
  match: Secret,
  /** HMAC key of pairwise subjects. */
  pairwise: Secret,
})
export type HubKeys = z.infer<typeof HubKeys>

/** The public half of a signing key. */
export const publicJwk = ({ kty, crv, x, y, kid }: PrivateJwk) => ({
  kty,
  crv,
  x,
  y,
  kid,
  alg: "ES256",
  use: "sig",
})
