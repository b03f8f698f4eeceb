import type { GrantView } from "@tongban/standards"
import { revocationOf } from "../materials/revocation.ts"
import { deliveryOf } from "../redemptions/delivery.ts"
import type { Registry } from "../registry/registry.ts"
import type { Item } from "../registry/schema.ts"
import type { Database } from "../store/database.ts"
import type { GrantRow } from "../store/tables.ts"

/** A person's grants, each with its paper and what became of it: one statement. */
export const grantsOf = (db: Database, personId: string) =>
  db
    .selectFrom("grants")
    .leftJoin("materials", (join) =>
      join
        .onRef("materials.department_id", "=", "grants.material_department_id")
        .onRef("materials.id", "=", "grants.material_id"),
    )
    .leftJoin("handles", "handles.grant_id", "grants.id")
    .leftJoin("redemptions", "redemptions.handle_hash", "handles.handle_hash")
    .selectAll("grants")
    .select(["materials.name as paper_name", "revoked_at", "revoked_reason", "revoked_note"])
    .select(["redemptions.at as used_at", "redemptions.local_number"])
    .select(["redemptions.outcome", "redemptions.reissued_at"])
    .where("grants.person_id", "=", personId)

type Row = Awaited<ReturnType<ReturnType<typeof grantsOf>["execute"]>>[number]

/** What rests on the person's consent can be taken back; what was refused has nothing to take back. */
export const isWithdrawable = ({ decision, content }: GrantRow): boolean =>
  decision === "agreed" && content.basis === "consent"

/** @param about - its item, in the version that it was decided under */
export function viewGrant(
  row: Row,
  about: Item | undefined,
  registry: Registry,
  now: Date,
): GrantView {
  const { content, withdrawn_at, used_at, local_number, outcome, reissued_at } = row
  const { item, purposeText, fields, recipient, provider } = content
  const revoked = revocationOf(row)
  return {
    id: row.id,
    state: stateOf(row, now),
    decidedAt: row.decided_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    ...(withdrawn_at !== null && { withdrawnAt: withdrawn_at.toISOString() }),
    withdrawable: isWithdrawable(row) && withdrawn_at === null,
    recipient: registry.department(recipient.department),
    item: { code: item.code, ...(about && { name: about.name }) },
    purpose: purposeText,
    caseId: row.case_id,
    paper: {
      ...(row.paper_name !== null && { name: row.paper_name }),
      owner: registry.department(provider.department),
      fields,
      ...(revoked && { revoked }),
    },
    ...(used_at !== null &&
      local_number !== null && {
        use: {
          at: used_at.toISOString(),
          localNumber: local_number,
          delivery: deliveryOf({ outcome, at: used_at, reissued_at }, now),
        },
      }),
  }
}

function stateOf({ decision, withdrawn_at, used_at, expires_at }: Row, now: Date): string {
  if (decision === "refused") return "refused"
  if (withdrawn_at !== null) return "withdrawn"
  if (used_at !== null) return "used"
  return expires_at <= now ? "expired" : "open"
}
