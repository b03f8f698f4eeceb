import type { Revocation } from "@tongban/standards"
import type { MaterialRow } from "../store/tables.ts"

/** What its owner said when it revoked the paper; undefined where it stands. */
export const revocationOf = (
  row: Pick<MaterialRow, "revoked_at" | "revoked_reason" | "revoked_note">,
): Revocation | undefined =>
  row.revoked_at === null || row.revoked_reason === null
    ? undefined
    : {
        at: row.revoked_at.toISOString(),
        reason: row.revoked_reason,
        ...(row.revoked_note !== null && { note: row.revoked_note }),
      }
