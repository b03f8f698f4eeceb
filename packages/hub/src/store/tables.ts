import type { ColumnType, Generated, Insertable, Selectable } from "kysely"
import type {
  CaseEvent,
  Correction,
  Grant,
  RevocationReason,
  SchemeValue,
} from "@tongban/standards"
import type { DeliveryLineTable, DeliveryLogTable } from "./delivery-tables.ts"
import type { ItemTable, ItemVersionTable, ItemWordTable, PaperTypeTable } from "./item-tables.ts"
import type { Json } from "./json-column.ts"
import type { RateCountsTable } from "../rates/table.ts"
import type { UndertakingTable } from "./undertaking-tables.ts"

/** What an event may tell beside its columns. */
export type CaseFacts = Omit<
  CaseEvent,
  "id" | "to" | "source" | "recordedAt" | "occurredAt" | "effectiveOn" | "inferred" | "correction"
>

type Words = { zh: string; en?: string }

export interface PersonTable {
  id: string
  /** HMAC of identity scheme and number; the number itself is not kept. */
  match: string
  masked_name: string
  assurance_level: number
  assurance_scheme: string
  assurance_value: string
  created_at: Date
}

/** Who a pairwise subject is. Written when a department first sees the person, or tells of them. */
export interface SubjectTable {
  department_id: string
  subject: string
  person_id: string
  /** When they first logged in there; null where the department only told of them. */
  met_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

export interface MaterialTable {
  department_id: string
  id: string
  owner_ref: string
  licence_type: string
  name: Json<Words>
  grade: "A" | "B" | "C" | "D"
  masked_number: string
  holder_match: string
  issuer: Json<Words>
  /** What the owner said of the issuing body; null where it said nothing. */
  issuer_codes: ColumnType<SchemeValue[] | null, string | null | undefined, string | null>
  issuer_region: ColumnType<string | null, string | null | undefined, string | null>
  issued_on: string
  valid_from: string | null
  valid_to: string | null
  status: "ISSUED" | "ABOLISHED"
  digest: string
  media_type: string
  size: number
  fields: Json<string[]>
  sensitive: boolean
  /** Its holder uploaded it: the hub keeps it, sealed. */
  uploaded: Generated<boolean>
  updated_at: Date
  /** From 1, one more with each other digest. */
  version: Generated<number>
  /** Whom to ask about it at its owner, and the owner's own page of it. */
  duty: ColumnType<{ name: string; phone: string } | null, string | null | undefined, string | null>
  link: ColumnType<string | null, string | null | undefined, string | null>
  /** For good: no registration takes it back. */
  revoked_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  revoked_reason: ColumnType<RevocationReason | null, undefined, RevocationReason>
  revoked_note: ColumnType<Words | null, undefined, string | null>
}

/** An upload, from its first byte on. Its bytes lie in the object store, its key here, wrapped. */
export interface UploadTable {
  person_id: string
  id: string
  surface_id: string
  requirement: string
  /** The type that its material will have. */
  paper_type: string
  name: Json<Words>
  length: number
  wrapped_key: string
  begun_at: Date
  /** Set once it is whole: its own id, or that of the same file of the same person. */
  material_id: string | null
}

export interface CaseTable {
  department_id: string
  id: string
  subject: string | null
  client_id: string
  item_code: string
  item_version: number
  state: string
  source_scheme: string | null
  source_value: string | null
  source_text: string | null
  local_number: string | null
  /** Whose it is, while nobody has claimed it: the match of the party that the department named. */
  party_match: string | null
  opened_at: Date
  updated_at: Date
  /** When its applicant put it out of sight; null again once something happens to it. */
  hidden_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  /** Grows with each change: a follower's place in the stream of its changes. */
  version: Generated<number>
  /** The case of the same department that it follows on. */
  follows_id: ColumnType<string | null, string | null | undefined, never>
  /** When its applicant last urged it, and how often they did. */
  urged_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  urged_times: Generated<number>
}

export interface CaseEventTable {
  department_id: string
  case_id: string
  id: string
  to_state: string
  source_scheme: string | null
  source_value: string | null
  source_text: string | null
  recorded_at: Date
  occurred_at: Date
  /** A legal day. */
  effective_on: string | null
  inferred: boolean
  correction: ColumnType<Correction | null, string | null, never>
  /** What else is told of the step, as `CaseEvent` has it. */
  facts: ColumnType<CaseFacts | null, string | null | undefined, never>
}

export interface SurfaceTable {
  id: string
  department_id: string
  client_id: string
  case_id: string
  subject: string
  person_id: string
  item_code: string
  item_version: number
  requirements: Json<string[]>
  origin: string
  mode: "frame" | "page"
  /** Where a surface that is a page leads back to: an address of `origin`. */
  return_to: string | null
  created_at: Date
  expires_at: Date
}

export interface SurfaceSessionTable {
  token_hash: string
  surface_id: string
  created_at: Date
  seen_at: Date
  method: "cookie" | "unlock"
}

export interface UnlockCodeTable {
  code_hash: string
  surface_id: string
  expires_at: Date
}

/** A paper that is asked for on a page of its own (protocol M7). */
export interface ConsentTable {
  id: string
  surface_id: string
  /** Whose decision it is. */
  person_id: string
  requirement: string
  material_id: string
  language: "zh-CN" | "en"
  asked_at: Date
  expires_at: Date
  decision: "agreed" | "refused" | null
  grant_id: string | null
}

export interface GrantTable {
  department_id: string
  id: string
  person_id: string
  /** The place in the person's chain of grants, from 1. */
  person_seq: number
  case_id: string
  requirement: string
  material_department_id: string
  material_id: string
  decision: "agreed" | "refused"
  /** The grant as protocol §5 lists it. */
  content: Json<Grant>
  hash: string
  prev: string | null
  decided_at: Date
  expires_at: Date
  withdrawn_at: Date | null
}

export interface HandleTable {
  handle_hash: string
  department_id: string
  redeem_client: string
  grant_id: string
  /** Where it was picked; null in rows from before there were pages. */
  surface_id: string | null
  case_id: string
  person_id: string
  requirement: string
  material_department_id: string
  material_id: string
  digest: string
  fields: Json<string[]>
  expires_at: Date
}

export interface RedemptionTable {
  department_id: string
  id: string
  handle_hash: string
  case_id: string
  local_number: string
  recipient: string
  recipient_jkt: string
  acc: string
  /** Of the latest ticket; how many there were, and when it was issued if not with the redemption. */
  ticket_jti: string
  tickets: number
  reissued_at: Date | null
  at: Date
  /** How often its paper was asked for, where the hub keeps it. */
  fetches: Generated<number>
  outcome: "delivered" | "failed" | null
  outcome_reason: string | null
  provenance: string | null
  outcome_at: Date | null
}

/** The use log's entries: kept apart from the leaf, so that one can be erased (decision 0007). */
export interface AccessEntryTable {
  person_id: string
  subject_seq: number
  acc: string
  leaf_data: string
  entry: Json<Record<string, unknown>>
}

/** Leaves that wait for the sequencer. */
export interface LogPendingTable {
  acc: string
  leaf_data: string
  at: Date
}

/** What happened, for whoever follows: written in the transaction that did it. */
export interface OutboxTable {
  id: string
  department_id: string
  type: string
  case_id: string | null
  /** The portal that is told, where a login has ended. */
  client_id: string | null
  /** The portal's own name of that login. */
  sid: string | null
  at: Date
  /** Its place among the department's events; null until it is numbered, and where nobody is told. */
  position: Generated<number | null>
  /** The trace that it happened in (W3C Trace Context `traceparent`). */
  trace: string | null
}

/** How far the events of a department are numbered. Who holds the row numbers them. */
export interface EventCounterTable {
  department_id: string
  last: number
}

/** An address that a department's events are posted to. */
export interface WebhookTable {
  department_id: string
  id: string
  url: string
  types: Json<string[]>
  /** Sealed, as is the former one, which signs too until `former_until`. */
  secret: string
  former_secret: string | null
  former_until: Date | null
  state: "active" | "disabled"
  disabled_for: "gone" | "failing" | null
  /** The position of the last event that has its delivery, if it gets one. */
  queued_to: number
  created_at: Date
  delivered_at: Date | null
  /** Of the latest failure, where no success came after it. */
  failing_since: Date | null
  failed_at: Date | null
  failed_rule: string | null
  failed_status: number | null
  /** When the earliest event happened that was given up. */
  missed_since: Date | null
  /** Its server asked to be left alone until then (Retry-After). */
  paused_until: Date | null
}

/** What a webhook is still to be told; a row goes when it was told, or given up. */
export interface DeliveryTable {
  department_id: string
  webhook_id: string
  position: number
  /** The event's case: its events go one after the other. */
  subject: string
  tries: number
  next_at: Date
  /** Whose try is under way, and until when nobody else may try. */
  lease: string | null
  leased_until: Date | null
}

export interface IdempotencyTable {
  caller: string
  key: string
  operation: string
  body_hash: string
  stored: Json<{ value: unknown }> | null
  created_at: Date
}

export interface OidcTable {
  model: string
  id: string
  payload: Json<Record<string, unknown>>
  grant_id: string | null
  uid: string | null
  consumed_at: number | null
  expires_at: Date | null
}

/** One row: who holds it may migrate. */
export interface MigratingTable {
  id: number
}

export interface Tables {
  migrating: MigratingTable
  persons: PersonTable
  subjects: SubjectTable
  materials: MaterialTable
  uploads: UploadTable
  cases: CaseTable
  case_events: CaseEventTable
  items: ItemTable
  item_versions: ItemVersionTable
  item_words: ItemWordTable
  paper_types: PaperTypeTable
  surfaces: SurfaceTable
  surface_sessions: SurfaceSessionTable
  unlock_codes: UnlockCodeTable
  consents: ConsentTable
  grants: GrantTable
  handles: HandleTable
  redemptions: RedemptionTable
  delivery_lines: DeliveryLineTable
  delivery_logs: DeliveryLogTable
  undertakings: UndertakingTable
  access_entries: AccessEntryTable
  log_pending: LogPendingTable
  outbox: OutboxTable
  event_counters: EventCounterTable
  webhooks: WebhookTable
  deliveries: DeliveryTable
  idempotency: IdempotencyTable
  rate_counts: RateCountsTable
  oidc: OidcTable
}

export type CaseRow = Selectable<CaseTable>
export type CaseEventRow = Selectable<CaseEventTable>
export type MaterialRow = Selectable<MaterialTable>
export type ConsentRow = Selectable<ConsentTable>
export type UploadRow = Selectable<UploadTable>
export type SurfaceRow = Selectable<SurfaceTable>
export type OutboxRow = Selectable<OutboxTable>
export type WebhookRow = Selectable<WebhookTable>
export type GrantRow = Selectable<GrantTable>
export type HandleRow = Selectable<HandleTable>
export type UndertakingRow = Selectable<UndertakingTable>
export type RedemptionRow = Selectable<RedemptionTable>
export type PersonRow = Selectable<PersonTable>
export type NewCaseEvent = Insertable<CaseEventTable>
