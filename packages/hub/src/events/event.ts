import type { HubEvent } from "@tongban/standards"
import type { OutboxRow } from "../store/tables.ts"

/** What an event needs of its row. */
export const eventColumns = ["id", "type", "case_id", "at", "position"] as const

/** An event as it is told: where it happened, and nothing about anybody. */
export function eventOf(
  origin: string,
  row: Pick<OutboxRow, (typeof eventColumns)[number]>,
): HubEvent {
  const { id, type, case_id: caseId, at, position } = row
  if (caseId === null || position === null) throw new Error(`${type} ${id} is told to nobody`)
  return {
    specversion: "1.0",
    id,
    source: origin,
    type,
    subject: caseId,
    time: at.toISOString(),
    datacontenttype: "application/json",
    sequence: sequenceOf(position),
    data: { url: `${origin}/v1/cases/${caseId}` },
  }
}

/** Sorts as text as its number does. */
const sequenceOf = (position: number): string => String(position).padStart(16, "0")
