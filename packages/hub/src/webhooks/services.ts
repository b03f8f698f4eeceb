import { derivedKey } from "../secrets.ts"
import { addressRules } from "./address.ts"
import type { AddressRules, WebhookReach } from "./address.ts"
import { poster } from "./post.ts"
import { secretBox } from "./secret.ts"
import type { SecretBox } from "./secret.ts"
import { sender } from "./send.ts"
import type { Send } from "./send.ts"

/** What operations on webhooks work with. */
export interface WebhookServices {
  rules: AddressRules
  box: SecretBox
  send: Send
}

/** Unless the operator says otherwise. */
const publicOnly: WebhookReach = { networks: [], plainHttp: false }

/** @param secret - of the hub; the webhooks' own are sealed by a key made from it */
export function webhookServices(
  secret: Uint8Array,
  reach = publicOnly,
  now: () => Date,
): WebhookServices {
  const rules = addressRules(reach)
  const box = secretBox(derivedKey(secret, "webhook"))
  return { rules, box, send: sender(poster(rules), box, now) }
}
