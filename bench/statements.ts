import { redemptionsOf } from "../packages/hub/test/support/answers.ts"
import { he, item } from "../packages/hub/test/support/hub-settings.ts"
import type { Counted, Line } from "./frame.ts"
import { countedHub } from "./support/counted-hub.ts"

/**
 * What each step of a citizen's way may ask the database: a step more is seen here before a citizen waits for it.
 * Which version of an item is in force is asked once a second.
 */
const most = {
  "open a draft": 8,
  "open a surface": 5,
  "start its session": 3,
  "list what is held": 3,
  "agree to one paper": 10,
  "redeem one handle": 18,
  "say that it arrived": 4,
  "report a state": 8,
  "read a case": 2,
}

/** The database's part in the one way through. */
export const statements: Counted = {
  kind: "counted",
  about: "statements that each step of the way asks of the database, beside their bound",
  unit: "statements",
  async count() {
    const { world, asked } = await countedHub()
    const lines: Line[] = []
    const step = async <T>(what: keyof typeof most, work: () => Promise<T>): Promise<T> => {
      const [result, { statements: candidate }] = await asked(work)
      lines.push({ what, candidate, reference: most[what] })
      return result
    }
    try {
      const { id: material } = await world.register(he)
      const citizen = await world.logIn(he)
      // Clients fetch their token once, before it counts.
      await world.call("a-sync", "GET", "/v1/cases/none")
      await world.call("a-redeem", "POST", "/v1/redemptions", {})

      const draft = await step("open a draft", () => citizen.openDraft())
      const surface = await step("open a surface", () => citizen.openSurface(draft.id))
      const token = await step("start its session", () => citizen.surfaceToken(surface.id))
      await step("list what is held", () =>
        citizen.atHub("GET", `/v1/surface/held?requirement=${item.requirement}`, undefined, {
          authorization: `Bearer ${token}`,
        }),
      )
      const { body } = await step("agree to one paper", () => citizen.decide(token, material))
      const [picked] = (body as { items: { handle: string }[] }).items
      const redeemed = await step("redeem one handle", () =>
        world.call("a-redeem", "POST", "/v1/redemptions", {
          handles: [picked?.handle],
          localNumber: "N-1",
          operator: { kind: "system", name: "a-portal" },
        }),
      )
      const [redemption] = redemptionsOf(redeemed)
      await step("say that it arrived", () =>
        world.call("a-redeem", "POST", `/v1/accesses/${redemption?.id ?? ""}/outcome`, {
          outcome: "failed",
          reason: "owner_away",
        }),
      )
      await step("report a state", () =>
        world.call("a-sync", "POST", "/v1/case-reports/N-1", {
          itemCode: item.code,
          state: "ACCEPTED",
          source: { scheme: "epoint", value: "30" },
          occurredAt: "2026-11-24T10:32:00+08:00",
          inferred: false,
        }),
      )
      await step("read a case", () => citizen.ask("GET", `/tongban/v1/cases/${draft.id}`))
      return lines
    } finally {
      await world.close()
    }
  },
}
