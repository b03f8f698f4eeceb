import { createClient } from "@tongban/sdk"
import { mapItem } from "@tongban/standards"
import { readDirectory } from "../packages/standards/test/support/directory.ts"
import type { Counted, Line } from "./frame.ts"
import { countedHub } from "./support/counted-hub.ts"

/** As people type them: short, whole, with a word left out, and in nobody's name. */
const questions = ["许可", "食品经营许可", "食品许可", "身份证补办", "太空旅行"]
const rounds = 40
const name = { zh: "甲局" }

/** One search of a district's items, over HTTP: its statements, and how long it takes. */
export const search: Counted = {
  kind: "counted",
  about: "statements of a search in a district's items, beside one",
  unit: "statements",
  async count() {
    const { world, asked } = await countedHub()
    const lines: Line[] = []
    try {
      await world.stop()
      const { items: rows } = readDirectory()
      const department = { id: "a", name, shortName: name }
      const context = { version: 1, departmentOf: () => department }
      const items = rows.flatMap((row) => {
        const mapped = mapItem("sichuan-directory", row, context)
        const { item } = mapped.ok ? mapped : {}
        return item === undefined
          ? []
          : [{ ...item, department: "a", purpose: item.name, basis: "consent" as const }]
      })
      world.settings.registry.items.push(...items)
      await world.start()
      const { items: published } = createClient({ baseUrl: world.origin })
      for (const words of questions) {
        const look = () => published.search({ jurisdiction: "370699", words })
        const [{ items: found }, { statements: candidate }] = await asked(() => look())
        const times = await timesOf(look)
        lines.push({ what: `search ${words}`, candidate, reference: 1 })
        console.log(
          `  ${words}: ${found.length} of ${items.length} on the first page, ${times.median} ms in the middle, ${times.slow} ms at 95 %`,
        )
      }
    } finally {
      await world.close()
    }
    return lines
  },
}

async function timesOf(work: () => PromiseLike<unknown>) {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(rounds * share)] ?? 0).toFixed(1)
  return { median: at(0.5), slow: at(0.95) }
}
