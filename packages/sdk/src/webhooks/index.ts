/**
 * Checks what the hub posts to a webhook. Web standards only: it runs on Node and in workers.
 *
 * @module
 */
export { isWebhookError, WebhookError } from "./error.ts"
export type { WebhookRule } from "./error.ts"
export { verifyWebhook } from "./verify.ts"
export type { WebhookEvent, WebhookMessage, WebhookOptions } from "./verify.ts"
