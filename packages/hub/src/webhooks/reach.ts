import ipaddr from "ipaddr.js"
import type { WebhookReach } from "./address.ts"

/** Reads where webhooks may go from the environment. */
export function webhookReach(env: NodeJS.ProcessEnv, faults: string[]): WebhookReach {
  const networks = (env["TONGBAN_WEBHOOK_NETWORKS"] ?? "")
    .split(",")
    .map((network) => network.trim())
    .filter((network) => network !== "")
  for (const network of networks) {
    if (!ipaddr.isValidCIDR(network))
      faults.push(
        `TONGBAN_WEBHOOK_NETWORKS: ${network} is not a network; write such as 10.0.0.0/8, several with commas between`,
      )
  }
  const plain = env["TONGBAN_WEBHOOK_PLAIN_HTTP"] ?? ""
  if (plain !== "" && plain !== "1")
    faults.push(
      "TONGBAN_WEBHOOK_PLAIN_HTTP: write 1, or leave it out; it holds for TONGBAN_WEBHOOK_NETWORKS only",
    )
  if (plain === "1" && networks.length === 0)
    faults.push(
      "TONGBAN_WEBHOOK_PLAIN_HTTP: plain http goes to named networks only; name them in TONGBAN_WEBHOOK_NETWORKS",
    )
  return { networks, plainHttp: plain === "1" }
}
