import { parseArgs } from "node:util"
import { benches } from "./benches.ts"
import { faultsOf, readBudgets, rounded, store } from "./budgets.ts"
import type { Budgets } from "./budgets.ts"
import { load, measure, ratioOf } from "./frame.ts"
import type { Bench, Line } from "./frame.ts"

const usage = `npm run bench -- NAME … | --counted [NAME …]

  NAME       measures these, prints the ratios and stores them in bench/budgets.json
  --counted  measures what is counted and not timed, stores nothing, fails above a budget (CI)

${Object.entries(benches)
  .map(([name, { kind, about }]) => `  ${name.padEnd(12)} ${kind}: ${about}`)
  .join("\n")}`

const { names, counted } = readArguments()
const budgets = readBudgets()
const faults: string[] = []
for (const name of names.length === 0 ? Object.keys(benches) : names) {
  const bench = benches[name]
  if (bench === undefined || (counted && bench.kind !== "counted")) continue
  const lines = await measure(bench)
  if (counted) faults.push(...faultsOf(budgets, name, lines))
  else store(budgets, name, lines)
  print(name, bench, lines, budgets)
}
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1

function readArguments(): { names: string[]; counted: boolean } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { counted: { type: "boolean", default: false } },
    })
    const unknown = positionals.filter((name) => !(name in benches))
    if (unknown.length > 0) throw new TypeError(`there is no benchmark ${unknown.join(", ")}`)
    if (positionals.length > 0 || values.counted) return { names: positionals, ...values }
  } catch (error) {
    console.error(`tongban: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    process.exit(2)
  }
  console.log(usage)
  process.exit(0)
}

function print(name: string, bench: Bench, lines: readonly Line[], budgets: Budgets): void {
  const unit = bench.kind === "timed" ? "ms" : bench.unit
  console.log(`\n${name}: ${bench.about} (${bench.kind === "counted" ? "counted" : load()})`)
  for (const line of lines) {
    const most = budgets[name]?.[line.what]?.most
    const number = (value: number) => (bench.kind === "counted" ? String(value) : value.toFixed(2))
    console.log(
      `  ${line.what.padEnd(44)} ${number(line.candidate).padStart(9)} / ${number(line.reference)} ${line.unit ?? unit}` +
        `   ratio ${rounded(ratioOf(line))}${most === undefined ? "" : `, at most ${most}`}`,
    )
  }
}
