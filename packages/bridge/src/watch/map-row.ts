import { createHash } from "node:crypto"
import * as z from "zod/mini"
import { CaseReport, LocalNumber, sharedStateOf } from "@tongban/standards"
import type { Correction } from "@tongban/standards"
import type { Report } from "@tongban/sdk"
import type { WatchConfig } from "../config.ts"
import type { SourceRow } from "./rows.ts"
import { instantOf } from "./times.ts"

export interface Mapped {
  localNumber: string
  report: Report
}

/** What of the configuration a row is read by. */
export type RowMap = Pick<WatchConfig, "columns" | "scheme" | "stateWords" | "correction">

/** Compiled: it is asked of every row of a table (decision 35). */
const Report = z.compile(CaseReport)

/** What a row says of its case, or why it cannot be said: the column, the rule, the mend. */
export function mapRow(row: SourceRow, map: RowMap): Mapped | { reason: string } {
  const { columns, scheme, stateWords } = map
  const localNumber = LocalNumber.safeParse(textOf(row.localNumber))
  if (!localNumber.success)
    return { reason: `${columns.localNumber} must have 1 to 50 characters and no space` }
  const itemCode = textOf(row.itemCode)
  if (itemCode === undefined) return { reason: `${columns.itemCode} is empty; write the item code` }
  const value = textOf(row.state)
  if (value === undefined) return { reason: `${columns.state} is empty; write the state's code` }
  const occurredAt = instantOf(textOf(row.changedAt) ?? "")
  if (occurredAt === undefined) {
    return {
      reason: `${columns.changedAt} is not a time that exists; write it as 2026-11-23 10:32:00`,
    }
  }

  const text = stateWords[value]
  // A code that is not in the scheme is not guessed: its own words go along.
  const state = sharedStateOf(scheme, value) ?? "UNKNOWN"
  const correction = state === "CORRECTION_REQUESTED" ? correctionOf(row, map) : undefined
  if (correction !== undefined && "reason" in correction) return correction
  const report = {
    itemCode,
    state,
    source: { scheme, value, ...(text !== undefined && { text }) },
    occurredAt,
    ...(correction && { correction }),
  }
  const checked = Report.safeParse(report)
  if (!checked.success) {
    const places = checked.error.issues.map(({ path }) => path.join("."))
    return { reason: `what the hub takes has no room for it: ${places.join(", ")}` }
  }
  return { localNumber: localNumber.data, report }
}

/** What a correction asks for: one line a paper, the key of its requirement first. */
function correctionOf(
  row: SourceRow,
  { correction: columns }: RowMap,
): Correction | undefined | { reason: string } {
  const list = textOf(row.correctionList)
  if (columns === undefined || list === undefined) return undefined
  const items: Correction["items"] = []
  for (const line of list.split(/\r?\n/).filter((each) => each.trim() !== "")) {
    const [, requirement, text] = /^\s*(\S+)\s+(.*\S)\s*$/.exec(line) ?? []
    if (requirement === undefined || text === undefined) {
      return {
        reason: `${columns.list} must hold a line for each paper, its requirement's key first; write it as "r3 what is missing"`,
      }
    }
    items.push({ requirement, text: { zh: text } })
  }
  const dueOn = textOf(row.correctionDueOn)
  const noticeNumber = textOf(row.noticeNumber)
  return { items, ...(dueOn && { dueOn }), ...(noticeNumber && { noticeNumber }) }
}

/** The same for the same row, and for no other. */
export function fingerprintOf(row: SourceRow): string {
  const { localNumber, itemCode, state, changedAt, ...correction } = row
  const asked = Object.values(correction).filter((value) => value !== null && value !== undefined)
  return sha256([localNumber, itemCode, state, changedAt, ...asked].map(String))
}

/**
 * The key of a report: the same while its row and what is said of it are the same, so that a lost
 * answer doubles nothing; another each time a case comes back to a row that it had before.
 */
export const keyOf = (fingerprint: string, timesReported: number, report: Report): string =>
  sha256([fingerprint, timesReported, report])

const sha256 = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex")

/** Codes are text even where a table keeps them as numbers; a CHAR column pads them with spaces. */
function textOf(value: unknown): string | undefined {
  const text = typeof value === "number" || typeof value === "bigint" ? String(value) : value
  return typeof text === "string" && text.trim() !== "" ? text.trim() : undefined
}
