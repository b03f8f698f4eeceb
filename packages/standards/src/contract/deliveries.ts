import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { pageOf, pageQuery } from "./paging.ts"
import { list, openCode, text } from "../nouns/bounds.ts"
import { LocalNumber } from "../nouns/case.ts"
import { Digest, Id, Instant } from "../nouns/values.ts"

/** One line of an owner's own log: which paper went to which client for which logged use. No person. */
export const DeliveryLine = z.strictObject({
  at: Instant,
  /** Of the ticket. */
  jti: text(100),
  /** The recipient's client. */
  recipient: Id,
  /** The access entry that the ticket named. */
  acc: Digest,
  /** SHA-256 of the registered paper. */
  digest: Digest,
})
export type DeliveryLine = z.infer<typeof DeliveryLine>

/**
 * An owner tells what it gave out, so that its log, the recipient's word and the hub's can be held against
 * each other (对账, protocol M13). A line that was told before changes nothing.
 */
export const reportDeliveries = endpoint({
  id: "deliveries.report",
  kind: "json",
  method: "POST",
  path: "/v1/delivery-reports",
  summary: "Tell what the department's own log says it gave out.",
  callers: ["serve"],
  // A line names a use by the owner's own log; another department's is one that nobody logged.
  reach: [],
  idempotent: true,
  body: z.strictObject({
    lines: list(DeliveryLine, 500),
    /** Everything given out up to this instant has been told. */
    completeUntil: z.optional(Instant),
  }),
  answer: z.object({
    taken: z.int(),
    /** How many differences there are now: see `deliveries.differences`. */
    differences: z.int(),
  }),
  problems: [],
})

/** How the three logs differ. */
export const deliveryDifferences = {
  unknownUse: {
    zh: "交付了材料，通办中心没有这次使用",
    en: "A paper was given out for a use that the hub has not logged",
  },
  otherPaper: { zh: "交付的不是授权的那一份", en: "Another paper was given out than was granted" },
  otherRecipient: { zh: "交给了别的部门", en: "It was given to another recipient" },
  notConfirmed: {
    zh: "已记录，接收部门没有说收到",
    en: "It was logged, and its recipient has not said that it came",
  },
  notGivenOut: {
    zh: "接收部门说收到，持有部门没有交付记录",
    en: "Its recipient says that it came, and the owner's log has no line of it",
  },
} as const
/** One of `deliveryDifferences`. */
export type DeliveryDifferenceKind = keyof typeof deliveryDifferences

/** A use about which the logs differ. */
export const DeliveryDifference = z.object({
  /** One of `deliveryDifferences`. */
  kind: openCode(40),
  acc: Digest,
  at: Instant,
  /** The recipient's client. */
  recipient: Id,
  /** The use and its case, where the hub has logged it; the number is told to the recipient alone. */
  redemption: z.optional(Id),
  localNumber: z.optional(LocalNumber),
})
export type DeliveryDifference = z.infer<typeof DeliveryDifference>

/** Where the logs differ now about what the department gave out (`serve`), or redeemed (`redeem`); oldest first. */
export const listDifferences = endpoint({
  id: "deliveries.differences",
  kind: "json",
  method: "GET",
  path: "/v1/delivery-differences",
  summary: "List where the logs of owner, recipient and hub differ.",
  callers: ["serve", "redeem"],
  // It names uses by their log entries, of the caller's own department alone.
  reach: [],
  query: pageQuery({}),
  answer: pageOf(DeliveryDifference),
  problems: ["cursor_invalid"],
})
