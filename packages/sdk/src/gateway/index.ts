/**
 * The session gateway of a portal: login without a token in the page.
 *
 * @module
 */
export { createGateway } from "./gateway.ts"
export type { Gateway, GatewayOptions } from "./gateway.ts"
export type { GatewaySession } from "./session.ts"
