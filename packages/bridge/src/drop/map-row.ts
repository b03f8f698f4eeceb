import { createHash } from "node:crypto"
import { checkResidentIdNumber, LocalNumber } from "@tongban/standards"
import type { Party } from "@tongban/standards"
import type { Report } from "@tongban/sdk"
import type { DropConfig } from "./settings.ts"
import type { Fault } from "./fault.ts"
import type { ExportRow } from "./read-export.ts"

/** What a row says of its case; when it was said comes from the file. */
export type Said = Omit<Report, "occurredAt">

/** A row that can be told. */
export interface MappedRow {
  row: number
  localNumber: string
  said: Said
  /** The same for what says the same, in whatever export. */
  fingerprint: string
}

/** What a mapper needs to know. */
export interface RowMap {
  config: Pick<DropConfig, "scheme" | "drop">
  /** The legal day. */
  today: string
}

/** What a row says of its case, why it cannot be said, or undefined where it is no case. */
export function mapRow(
  { row, cells }: ExportRow,
  { config, today }: RowMap,
): MappedRow | Fault | undefined {
  const { scheme, drop } = config
  const { columns, items, states, totals } = drop
  const cell = (column: string) => cells.get(column) ?? ""
  const number = cell(columns.localNumber)
  if (totals.includes(number)) return undefined

  const localNumber = LocalNumber.safeParse(number.normalize("NFKC"))
  if (!localNumber.success) return { code: "numberWrong", column: columns.localNumber, row }
  const itemCode = own(items, cell(columns.item))
  if (itemCode === undefined) return { code: "itemUnknown", column: columns.item, row }
  const words = cell(columns.state)
  if (words === "" || words.length > 60) return { code: "stateWrong", column: columns.state, row }
  const party =
    columns.partyNumber === undefined ? undefined : partyOf(cell(columns.partyNumber), today)
  if (party !== undefined && "code" in party)
    return { ...party, column: columns.partyNumber ?? "", row }

  const known = own(states, words)
  const effectiveOn = known?.effectiveOn && dayOf(cell(known.effectiveOn))
  const said: Said = {
    itemCode,
    // Words that are not in the table are not guessed at: they go along as they are.
    state: known?.state ?? "UNKNOWN",
    source: { scheme, value: words, text: words },
    inferred: !effectiveOn,
    ...(effectiveOn && { effectiveOn }),
    ...(party && { party }),
  }
  return { row, localNumber: localNumber.data, said, fingerprint: sha256([number, said]) }
}

/**
 * Whose row it is: the number as table programs leave it, made straight. Full width becomes half, an
 * apostrophe or tab that kept it a text goes, the last x is a capital.
 *
 * @returns what is wrong with it; undefined where none stands there
 */
function partyOf(cell: string, today: string): Party | Pick<Fault, "code"> | undefined {
  const number = cell
    .normalize("NFKC")
    .replace(/^['’‘`]/, "")
    .replace(/\s/g, "")
    .toUpperCase()
  if (number === "") return undefined
  if (/^\d(\.\d+)?E\+?\d+$/.test(number)) return { code: "digitsLost" }
  if (/^\d{15}$/.test(number)) return { code: "oldNumber" }
  return checkResidentIdNumber(number, today).ok ? { scheme: "111", number } : { code: "badNumber" }
}

/** A day in one of three forms, `2026-11-12`, `20261112`, `2026/1/2`; undefined where there is no such day. */
function dayOf(cell: string): string | undefined {
  const match = /^(\d{4})([-/]?)(\d{1,2})\2(\d{1,2})$/.exec(cell.normalize("NFKC"))
  const [, year = "", sign = "", month = "", day = ""] = match ?? []
  if (match === null || (sign === "" && month.length + day.length !== 4)) return undefined
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`
  const at = new Date(`${written}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : undefined
}

/** Never what an object inherits. */
const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

const sha256 = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex")
