/**
 * How a department's client proves itself: private_key_jwt and DPoP. Servers only.
 *
 * @module
 */
export { clientAuth } from "./client-auth.ts"
export type { ClientAuth, ClientAuthOptions } from "./client-auth.ts"
export type { PrivateJwk } from "./keys.ts"
