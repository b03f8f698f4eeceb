import type { EventType, HubEvent } from "@tongban/standards"
import { WebhookError } from "./error.ts"

/** An event that the hub did send. */
export type WebhookEvent = Omit<HubEvent, "type"> & {
  /** Types of a newer hub come too: answer 2xx to those that you do not know. */
  type: EventType | "webhook.ping" | (string & {})
}

/** A message as a server got it: its headers, and its body as it came. */
export interface WebhookMessage {
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>
  /** Never parsed and written again: the signature covers each byte. */
  body: string | Uint8Array
}

/** What a message is checked with. */
export interface WebhookOptions {
  /** Seconds that its time may be before or after ours; 300 unless given. */
  toleranceSeconds?: number
  /** Our time; the machine's unless given. */
  now?: Date
}

/**
 * Checks that a message comes from the hub, and gives back its event (Standard Webhooks 1.0, CloudEvents 1.0).
 *
 * The same event can come again: after an answer of yours that was lost, after a replay, or within the
 * tolerance from somebody who read it on the way. Remember `event.id` with what you did for it, in one
 * transaction, and do nothing the second time. Answer 2xx within 15 seconds; 410 ends the webhook.
 *
 * @param message - a Web `Request`, or headers and body as they came
 * @param secrets - the webhook's secret, `whsec_…`; while it is rotated both
 * @throws {WebhookError} where it is not the hub's: answer 400 and do nothing
 *
 * @example
 * ```ts
 * import { verifyWebhook } from "@tongban/sdk/webhooks"
 *
 * export async function receive(request: Request, secret: string): Promise<Response> {
 *   const event = await verifyWebhook(request, secret)
 *   if (event.type === "case.changed") console.log("read again:", event.data.url)
 *   return new Response(null, { status: 204 })
 * }
 * ```
 */
export async function verifyWebhook(
  message: Request | WebhookMessage,
  secrets: string | readonly string[],
  { toleranceSeconds = 300, now = new Date() }: WebhookOptions = {},
): Promise<WebhookEvent> {
  const { headers } = message
  const [id, timestamp, signatures] = signatureNames.map((name) => headerOf(headers, name))
  if (id === undefined || timestamp === undefined || signatures === undefined)
    throw new WebhookError("webhook_unsigned", "the message carries no signature")
  const body = await bodyOf(message)
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), body)
  if (!(await isSignedByAny([secrets].flat(), signatures, signed)))
    throw new WebhookError("webhook_forged", "none of the secrets signed the message")
  // After the signature: a time that nobody signed says nothing.
  if (!(Math.abs(now.getTime() / 1000 - Number(timestamp)) <= toleranceSeconds))
    throw new WebhookError(
      "webhook_stale",
      `the message is more than ${toleranceSeconds} s old or early`,
    )
  return eventOf(body, id)
}

const signatureNames = ["webhook-id", "webhook-timestamp", "webhook-signature"]

function headerOf(headers: WebhookMessage["headers"], name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined
  const value = headers[name]
  return typeof value === "string" ? value : value?.[0]
}

async function bodyOf(message: Request | WebhookMessage): Promise<Uint8Array<ArrayBuffer>> {
  if (message instanceof Request) return new Uint8Array(await message.arrayBuffer())
  const { body } = message
  if (typeof body === "string") return new TextEncoder().encode(body)
  if (body instanceof Uint8Array) return new Uint8Array(body)
  throw new WebhookError("webhook_body", "the body was parsed before it could be checked")
}

/** WebCrypto compares in constant time. */
async function isSignedByAny(
  secrets: readonly string[],
  signatures: string,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const macs = signatures.split(" ").flatMap((each) => {
    const mac = each.startsWith("v1,") ? bytesOf(each.slice("v1,".length)) : undefined
    return mac === undefined ? [] : [mac]
  })
  for (const secret of secrets) {
    const key = await keyOf(secret)
    for (const mac of macs) if (await crypto.subtle.verify("HMAC", key, mac, signed)) return true
  }
  return false
}

function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = bytesOf(secret.replace(/^whsec_/, ""))
  if (bytes === undefined || bytes.length < 24)
    throw new TypeError("a webhook's secret is `whsec_` and at least 24 bytes in base64")
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"])
}

/** Undefined where it is not base64. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

function joined(one: Uint8Array, two: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + two.length)
  both.set(one)
  both.set(two, one.length)
  return both
}

function eventOf(body: Uint8Array, id: string): WebhookEvent {
  let event: unknown
  try {
    event = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body))
  } catch (error) {
    throw new WebhookError("webhook_malformed", "the message is not JSON", error)
  }
  if (isEvent(event) && event.id === id) return event
  throw new WebhookError("webhook_malformed", "the message is no CloudEvent 1.0 of this id")
}

const isEvent = (value: unknown): value is WebhookEvent =>
  typeof value === "object" &&
  value !== null &&
  "specversion" in value &&
  value.specversion === "1.0" &&
  "type" in value &&
  typeof value.type === "string" &&
  "id" in value
