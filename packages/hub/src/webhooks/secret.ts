import { createHmac, randomBytes } from "node:crypto"
import { seal, unseal } from "../seal.ts"

const prefix = "whsec_"

/** A webhook's secret as Standard Webhooks 1.0 writes it: 32 bytes. */
export const newWebhookSecret = (): string => prefix + randomBytes(32).toString("base64")

/** Keeps secrets sealed under the name of their webhook: the database alone signs nothing. */
export interface SecretBox {
  seal(webhookId: string, secret: string): string
  open(webhookId: string, sealed: string): string
}

export const secretBox = (key: Uint8Array): SecretBox => ({
  seal: (webhookId, secret) => seal(key, webhookId, Buffer.from(secret)).toString("base64url"),
  open: (webhookId, sealed) => unseal(key, webhookId, Buffer.from(sealed, "base64url")).toString(),
})

/** The headers that sign a message: one signature a secret, any of which is enough. */
export function signedHeaders(
  secrets: readonly string[],
  { id, body, sentAt }: { id: string; body: string; sentAt: Date },
): Record<string, string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), "base64")
    const mac = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`)
    return `v1,${mac.digest("base64")}`
  })
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  }
}
