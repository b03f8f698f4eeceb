import { readFileSync, writeFileSync } from "node:fs"
import type { Line } from "./frame.ts"
import { ratioOf } from "./frame.ts"

/** The stored ratio of a line, and the most that it may be. */
export interface Budget {
  ratio: number
  /** The promise; a line without one is stored to be read. */
  most?: number
}

/** By benchmark, then by line. */
export type Budgets = Record<string, Record<string, Budget>>

const file = new URL("budgets.json", import.meta.url)

export const readBudgets = (): Budgets => JSON.parse(readFileSync(file, "utf8")) as Budgets

/** Stores what was measured; a promise stays as it was written by hand. */
export function store(budgets: Budgets, name: string, lines: readonly Line[]): void {
  const before = budgets[name] ?? {}
  budgets[name] = Object.fromEntries(
    lines.map((line) => [line.what, { ...before[line.what], ratio: rounded(ratioOf(line)) }]),
  )
  writeFileSync(file, `${JSON.stringify(budgets, undefined, 2)}\n`)
}

/** The lines above their budget, and those that nobody has stored, in words. */
export function faultsOf(budgets: Budgets, name: string, lines: readonly Line[]): string[] {
  return lines.flatMap((line) => {
    const budget = budgets[name]?.[line.what]
    if (budget === undefined)
      return [`${name}: “${line.what}” is not in bench/budgets.json; run npm run bench -- ${name}`]
    // What was stored was rounded; a promise is held to the last byte.
    const [measured, most] =
      budget.most === undefined
        ? [rounded(ratioOf(line)), budget.ratio]
        : [ratioOf(line), budget.most]
    return measured <= most
      ? []
      : [`${name}: “${line.what}” is ${measured} × its reference, above ${most}`]
  })
}

export const rounded = (ratio: number): number => Number(ratio.toPrecision(4))
