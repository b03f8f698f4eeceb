import type { Json } from "./json-column.ts"

/** A promise to supply a paper later (容缺后补). Its id, by a MAC, is its handle. */
export interface UndertakingTable {
  department_id: string
  case_id: string
  id: string
  handle_hash: string
  redeem_client: string
  surface_id: string
  /** Pairwise subject of whoever promised. */
  subject: string
  item_code: string
  requirement: string
  /** The paper's name, as it stood in the promise. */
  paper: Json<{ zh: string; en?: string }>
  purpose: string
  /** The words that were shown: their language, their hash and when. */
  language: "zh-CN" | "en"
  notice_text_hash: string
  shown_at: Date
  promised_at: Date
  /** A legal day. */
  due_on: string
  /** Until when its handle may be redeemed. */
  expires_at: Date
  /** Taken back before it was submitted. */
  withdrawn_at: Date | null
  /** Since it was redeemed it stands with the case: under the department's number. */
  local_number: string | null
  redeemed_at: Date | null
  /** When the paper came, and which one, where it came by the hub. */
  supplied_at: Date | null
  material_id: string | null
}
