import { lookup, Resolver } from "node:dns/promises"
import { isIP } from "node:net"
import ipaddr from "ipaddr.js"

/** Where the operator lets webhooks go beyond public https addresses. */
export interface WebhookReach {
  /** Networks that are not public, in CIDR notation: `10.0.0.0/8`. */
  networks: readonly string[]
  /** Whether plain http is taken, in those networks only. */
  plainHttp: boolean
}

/** An address that a name stands for, or why none of its addresses is used. */
export type Resolved = { address: string } | { rule: "address_refused" | "unresolved" }

/** Which addresses webhooks may have. */
export interface AddressRules {
  /** Why such a webhook can't be registered; undefined where it can. A name is judged when it is resolved. */
  fault(url: string): string | undefined
  /** Resolves the host of a webhook, for one connection. Never again in between: it could change. */
  resolve(url: URL): Promise<Resolved>
}

export function addressRules({ networks, plainHttp }: WebhookReach): AddressRules {
  const allowed = networks.map((network) => ipaddr.parseCIDR(network))
  const isNamed = (ip: IP) =>
    allowed.some(([net, bits]) => net.kind() === ip.kind() && ip.match(net, bits))
  const mayReach = (address: string, protocol: string) => {
    const ip = ipaddr.process(address)
    return isNamed(ip) || (protocol === "https:" && isPublic(ip))
  }
  return {
    fault(text) {
      const url = new URL(text)
      const host = hostOf(url)
      if (url.username !== "" || url.password !== "") return "credentials"
      if (url.hash !== "") return "fragment"
      if (url.protocol !== "https:" && !(url.protocol === "http:" && plainHttp)) return "https"
      return isIP(host) === 0 || mayReach(host, url.protocol) ? undefined : "address_refused"
    },
    async resolve(url) {
      const host = hostOf(url)
      const addresses = isIP(host) === 0 ? await addressesOf(host) : [host]
      if (addresses.length === 0) return { rule: "unresolved" }
      const address = addresses.find((each) => mayReach(each, url.protocol))
      return address === undefined ? { rule: "address_refused" } : { address }
    },
  }
}

type IP = ipaddr.IPv4 | ipaddr.IPv6

/** Global unicast that the registries give out: everything that has another use is left out, IPv4 in IPv6 too. */
const isPublic = (ip: IP): boolean =>
  ip.range() === "unicast" && (ip.kind() === "ipv4" || globalUnicast(ip))

/** RFC 4291 §2.4: of IPv6 only 2000::/3 is given out. */
const globalUnicast = (ip: IP): boolean => ((ip.toByteArray()[0] ?? 0) & 0xe0) === 0x20

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "")

/** Asks DNS servers without a thread: a name whose server is silent must not hold up other webhooks' names. */
const dns = new Resolver({ timeout: 2000, tries: 2 })

/** What DNS does not know may stand in this machine's hosts file, which answers at once. */
async function addressesOf(host: string): Promise<string[]> {
  const asked = [dns.resolve4(host), dns.resolve6(host)]
  const answers = await Promise.allSettled(asked)
  const known = answers.flatMap((each) => (each.status === "fulfilled" ? each.value : []))
  if (known.length > 0 || answers.some(isSilent)) return known
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address)
  } catch {
    // Unknown here too: the next try asks again.
    return []
  }
}

const isSilent = (answer: PromiseSettledResult<string[]>): boolean =>
  answer.status === "rejected" && (answer.reason as { code?: string }).code === "ETIMEOUT"
