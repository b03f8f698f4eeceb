/** Why a message is not taken: the `code` of a `WebhookError`. */
export type WebhookRule =
  "webhook_unsigned" | "webhook_body" | "webhook_stale" | "webhook_forged" | "webhook_malformed"

/** What the receiver can do about it. */
const fixes: Readonly<Record<WebhookRule, string>> = {
  webhook_unsigned: "Answer 400: whoever sent it is not the hub.",
  webhook_body: "Hand over the body as it came, before any JSON parser: text or bytes.",
  webhook_stale: "Answer 400, and compare this machine's clock with the hub's.",
  webhook_forged: "Answer 400. Where the hub did send it, the secret here is another webhook's.",
  webhook_malformed: "Answer 400. Where the hub did send it, update @tongban/sdk.",
}

/** Marks the error, so that the guard works across copies of this package. */
const brand = Symbol.for("tongban.webhook-error")

/**
 * A message that is not the hub's, or not as the hub sends it: nothing in it can be trusted. Not one of
 * the client's errors, so that a worker that only checks messages carries none of the client.
 */
export class WebhookError extends Error {
  override readonly name = "WebhookError"
  readonly [brand] = true
  readonly code: WebhookRule
  /** What the receiver can do about it. */
  readonly fix: string

  constructor(code: WebhookRule, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
    this.fix = fixes[code]
  }
}

/** Whether a message was not the hub's. Works across copies of this package. */
export const isWebhookError = (error: unknown): error is WebhookError =>
  typeof error === "object" && error !== null && brand in error
