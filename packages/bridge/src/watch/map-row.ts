import { createHash } from "node:crypto"
import { LocalNumber, sharedStateOf } from "@tongban/standards"
import type { Report } from "@tongban/sdk"
import type { WatchConfig } from "../config.ts"
import type { SourceRow } from "./rows.ts"
import { instantOf } from "./times.ts"

export interface Mapped {
  localNumber: string
  report: Report
}

/** What a row says of its case, or why it cannot be said. */
export function mapRow(
  row: SourceRow,
  { scheme, stateWords }: Pick<WatchConfig, "scheme" | "stateWords">,
): Mapped | { reason: string } {
  const localNumber = LocalNumber.safeParse(row.localNumber)
  if (!localNumber.success)
    return { reason: "the local number is empty, longer than 50 characters, or has a space" }
  const itemCode = textOf(row.itemCode)
  if (itemCode === undefined) return { reason: "the item code is empty" }
  const value = textOf(row.state)
  if (value === undefined) return { reason: "the state is empty" }
  const occurredAt = instantOf(row.changedAt)
  if (occurredAt === undefined)
    return { reason: "the time of the change is none of the known forms" }

  const text = stateWords[value]
  return {
    localNumber: localNumber.data,
    report: {
      itemCode,
      // A code that is not in the scheme is not guessed: its own words go along.
      state: sharedStateOf(scheme, value) ?? "UNKNOWN",
      source: { scheme, value, ...(text !== undefined && { text }) },
      occurredAt,
    },
  }
}

/** The same for the same row: decides whether it was reported, and is the key under which it is. */
export const fingerprintOf = (row: SourceRow): string =>
  createHash("sha256")
    .update(JSON.stringify([row.localNumber, row.itemCode, row.state, row.changedAt].map(String)))
    .digest("hex")

/** Codes are text even where a table keeps them as numbers. */
function textOf(value: unknown): string | undefined {
  const text = typeof value === "number" || typeof value === "bigint" ? String(value) : value
  return typeof text === "string" && text.trim() !== "" ? text.trim() : undefined
}
