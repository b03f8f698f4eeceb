/** A line of an owner's own log, as it told it: what was given out for which use. */
export interface DeliveryLineTable {
  department_id: string
  jti: string
  acc: string
  recipient: string
  digest: string
  at: Date
}

/** Up to when an owner has told everything that it gave out. */
export interface DeliveryLogTable {
  department_id: string
  client_id: string
  complete_until: Date
}
