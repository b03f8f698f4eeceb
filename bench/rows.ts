import { he, item } from "../packages/hub/test/support/hub-settings.ts"
import type { Counted } from "./frame.ts"
import { countedHub } from "./support/counted-hub.ts"

const papers = 50

/** What the database gives back beside what the citizen is shown. */
export const rows: Counted = {
  kind: "counted",
  about: `rows read for a list of ${papers} held papers, beside what it shows`,
  unit: "rows",
  async count() {
    const { world, asked } = await countedHub()
    try {
      for (let paper = 0; paper < papers; paper++) await world.register(he)
      const citizen = await world.logIn(he)
      const surface = await citizen.openSurface((await citizen.openDraft()).id)
      const authorization = `Bearer ${await citizen.surfaceToken(surface.id)}`
      const path = `/v1/surface/held?requirement=${item.requirement}`
      const [, { rows: candidate }] = await asked(() =>
        citizen.atHub("GET", path, undefined, { authorization }),
      )
      return [{ what: "rows read / papers shown", candidate, reference: papers }]
    } finally {
      await world.close()
    }
  },
}
