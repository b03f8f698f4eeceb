import type { Json } from "../store/json-column.ts"

/** What a process tells the others of the requests that it has counted. */
export interface RateCountsTable {
  id: string
  process: string
  at: Date
  counts: Json<Record<string, number>>
}
