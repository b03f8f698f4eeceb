/**
 * Who may call an operation. Everything not listed is refused by the hub's one policy function.
 *
 * - `public`: anybody; the answer holds no personal data.
 * - `citizen`: a person, through the session gateway of a department (or its public client).
 * - `browser`: a page of the hub's own origin, with the hub's login cookie.
 * - `surface`: the material surface, with its session token (protocol M5).
 * - the rest: a department's client of that kind, by private_key_jwt and DPoP (protocol M0).
 */
export type Caller = "public" | "citizen" | "browser" | "surface" | ClientKind

/** The kinds of client that a department registers, each with keys of its own (protocol M0). */
export const clientKinds = ["portal", "redeem", "sync", "serve", "register"] as const
/** One of `clientKinds`. */
export type ClientKind = (typeof clientKinds)[number]
