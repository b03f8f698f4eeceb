import type { Item } from "../registry/schema.ts"
import type { Json } from "./json-column.ts"

/** An item's head: whose it is. Its row orders the versions that are published of it. */
export interface ItemTable {
  code: string
  department_id: string
  latest_version: number
}

/** One published version of an item; never changed. */
export interface ItemVersionTable {
  code: string
  version: number
  department_id: string
  /** The department's, when it was published. */
  jurisdiction: string
  /** A legal day. */
  valid_from: string
  /** What it shares with the same item of other places. */
  catalogue_scheme: string | null
  catalogue_value: string | null
  /** In characters: of items that a search finds equally, the shorter name is the plainer one. */
  name_length: number
  content: Json<Item>
  published_at: Date
}

/** What a search compares: the pairs of characters in an item's name and aliases. */
export interface ItemWordTable {
  jurisdiction: string
  pair: string
  code: string
  version: number
  weight: number
}

/** Which departments keep papers of a type. */
export interface PaperTypeTable {
  licence_type: string
  department_id: string
}
