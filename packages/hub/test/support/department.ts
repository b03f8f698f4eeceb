import { randomUUID } from "node:crypto"
import type { Answered } from "./answers.ts"
import { item } from "./hub-settings.ts"
import type { HubWorld } from "./hub-world.ts"

/** A department redeems what was picked, into its own number. */
export const redeem = (
  world: HubWorld,
  handles: string[],
  localNumber: string,
  key = randomUUID(),
  by: "a-redeem" | "b-redeem" = "a-redeem",
): Promise<Answered> =>
  world.call(
    by,
    "POST",
    "/v1/redemptions",
    { handles, localNumber, operator: { kind: "system", name: "test" } },
    key,
  )

/** A department tells the state of a case, in its own word too. */
export const report = (
  world: HubWorld,
  localNumber: string,
  state: string,
  value: string,
  key = randomUUID(),
  by: "a-sync" | "b-sync" = "a-sync",
): Promise<Answered> =>
  world.call(
    by,
    "POST",
    `/v1/case-reports/${localNumber}`,
    {
      itemCode: item.code,
      state,
      source: { scheme: "epoint", value },
      occurredAt: "2026-11-24T10:00:00+08:00",
    },
    key,
  )
