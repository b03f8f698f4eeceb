import * as z from "zod/mini"
import { list, openCode, text } from "./bounds.ts"
import { DepartmentSummary } from "./department.ts"
import { Revocation } from "./material.ts"
import { LocalNumber } from "./case.ts"
import { AnyItemCode, Id, Instant, Words } from "./values.ts"

/**
 * A grant as its own citizen sees it (我的授权): who may use which paper for what, and what became of it.
 * Open, until it is used, expires or is withdrawn.
 */
export const GrantView = z.object({
  id: Id,
  /** `open` | `used` | `withdrawn` | `refused` | `expired`. */
  state: openCode(40),
  decidedAt: Instant,
  /** Until when the department may use it for the first time. */
  expiresAt: Instant,
  withdrawnAt: z.optional(Instant),
  /** Whether the citizen can still withdraw it: what rests on consent can be (个人信息保护法(2021) 15). */
  withdrawable: z.boolean(),
  recipient: DepartmentSummary,
  item: z.object({ code: AnyItemCode, name: z.optional(Words) }),
  purpose: text(400),
  caseId: Id,
  /** The paper; its name is absent where an upload has been deleted since. */
  paper: z.object({
    name: z.optional(Words),
    owner: DepartmentSummary,
    fields: list(text(60), 60),
    /** Its owner revoked it: it is offered and given out no more. */
    revoked: z.optional(Revocation),
  }),
  /** That it was used, and what became of it: see `deliveryStates`. */
  use: z.optional(z.object({ at: Instant, localNumber: LocalNumber, delivery: openCode(40) })),
})
export type GrantView = z.infer<typeof GrantView>

/** What became of a use (protocol M13). After 10 minutes without a word it is `recorded`. */
export const deliveryStates = {
  waiting: { zh: "正在取件", en: "Being fetched" },
  delivered: { zh: "已取到", en: "Delivered" },
  failed: { zh: "没有取到", en: "Not delivered" },
  recorded: { zh: "已记录，未取到", en: "Recorded, not delivered" },
} as const
/** One of `deliveryStates`. */
export type DeliveryState = keyof typeof deliveryStates
