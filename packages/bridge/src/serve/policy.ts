import * as z from "zod/mini"
import type { DeliveryTicketClaims } from "@tongban/standards"
import { text, whole } from "../setting.ts"
import type { DeliveryLine } from "./delivery-log.ts"

const some = z.optional(z.array(text(100)).check(z.minLength(1, { error: "names nothing" })))

/** One line of an owner's own policy: what it leaves out is any. The first that fits a ticket decides. */
const PolicyRule = z.strictObject({
  /** Kinds of papers, as the index's `papers.typeColumn` says them. */
  types: some,
  /** Items, by their codes. */
  items: some,
  /** Recipients, by their clients in the directory. */
  recipients: some,
  /** At most so many papers to one recipient within so many seconds. None: 0. */
  most: z.optional(whole(0, 1_000_000)),
  perSeconds: z._default(whole(1, 86_400), 3600),
})

/** An owner's own policy (type × item × recipient × rate); what no line fits is not given out. */
export const Policy = z.array(PolicyRule)
export type PolicyRule = z.infer<typeof PolicyRule>

/** What the owner itself has to say of a ticket, whatever the hub signed (protocol M12). */
export interface OwnPolicy {
  /** The rule that a ticket breaks; undefined where it may pass. */
  refuses(ticket: Asking, now: Date): "policy" | "rate" | undefined
  /** Counts what is given out. */
  count(ticket: Asking, now: Date): void
}

export type Asking = Pick<DeliveryTicketClaims, "ref" | "item" | "rcp">

/**
 * Each process counts by itself, from what its own log says of the time before its start: so a restart
 * gives nobody a new allowance.
 *
 * @param typeOf - the kind of a paper, by the owner's own index
 */
export function ownPolicy(
  rules: readonly PolicyRule[] | undefined,
  typeOf: (ref: string) => string | undefined,
  recent: readonly DeliveryLine[] = [],
): OwnPolicy {
  if (rules === undefined) return { refuses: () => undefined, count: () => undefined }
  /** When what was given out, by rule and recipient; older than its span is forgotten. */
  const given = new Map<string, number[]>()
  const ruleOf = ({ ref, item, rcp }: Asking) =>
    rules.findIndex(
      ({ types, items, recipients }) =>
        fits(types, typeOf(ref)) && fits(items, item) && fits(recipients, rcp),
    )
  const withinSpan = (at: number, rcp: string, now: Date) => {
    const since = now.getTime() - (rules[at]?.perSeconds ?? 0) * 1000
    const times = (given.get(`${at} ${rcp}`) ?? []).filter((time) => time > since)
    given.set(`${at} ${rcp}`, times)
    return times
  }
  const policy: OwnPolicy = {
    refuses(ticket, now) {
      const at = ruleOf(ticket)
      const rule = rules[at]
      if (rule === undefined) return "policy"
      const isFull = rule.most !== undefined && withinSpan(at, ticket.rcp, now).length >= rule.most
      return isFull ? "rate" : undefined
    },
    count(ticket, now) {
      const at = ruleOf(ticket)
      if (rules[at]?.most !== undefined) withinSpan(at, ticket.rcp, now).push(now.getTime())
    },
  }
  for (const { ref, recipient: rcp, item, at } of recent)
    if (item !== undefined) policy.count({ ref, item, rcp }, new Date(at))
  return policy
}

const fits = (listed: readonly string[] | undefined, value: string | undefined): boolean =>
  listed === undefined || (value !== undefined && listed.includes(value))
