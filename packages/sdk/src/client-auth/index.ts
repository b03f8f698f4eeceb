export { clientAuth } from "./client-auth.ts"
export type { ClientAuth, ClientAuthOptions } from "./client-auth.ts"
export type { PrivateJwk } from "./keys.ts"
