import { CompactEncrypt, importJWK } from "jose"
import type { JWK } from "jose"
import type { fetchContent } from "@tongban/standards"
import { sha256 } from "../hash.ts"
import { Problem } from "../http/problem.ts"
import type { Handle } from "../http/operation.ts"
import { mustBe } from "../policy/must-be.ts"
import { SealBroken } from "../seal.ts"
import type { Database } from "../store/database.ts"
import { ticketSeconds } from "./signer.ts"

/** As often as a ticket may be issued (protocol M11). */
const mostFetches = 5

/**
 * Gives an uploaded paper to the recipient that redeemed it, by the same key and within its ticket's
 * life; sealed to its `enc` key, with the hub's signed word, as an owner's bridge does (protocol M12).
 * Asked again it is the same access, which is in the log already: same key, same `acc`.
 */
export const content: Handle<typeof fetchContent> = async (context) => {
  const { db, registry, vault, signer, params, at } = context
  const client = mustBe("client", context.principal)
  const row = await db
    .selectFrom("redemptions")
    .innerJoin("handles", "handles.handle_hash", "redemptions.handle_hash")
    .innerJoin("uploads", (join) =>
      join
        .onRef("uploads.person_id", "=", "handles.person_id")
        .onRef("uploads.id", "=", "handles.material_id"),
    )
    .select([
      "uploads.id",
      "uploads.wrapped_key",
      "uploads.length",
      "handles.digest",
      "redemptions.acc",
    ])
    .select(["redemptions.at", "redemptions.reissued_at"])
    .where("redemptions.department_id", "=", client.department)
    .where("redemptions.id", "=", params.redemptionId)
    .where("redemptions.recipient", "=", client.clientId)
    .where("redemptions.recipient_jkt", "=", client.keyThumbprint)
    .executeTakeFirst()
  const key = registry.client(client.clientId)?.sealTo
  if (row === undefined || key === undefined) throw new Problem("not_found")
  const issuedAt = row.reissued_at ?? row.at
  if (at.getTime() - issuedAt.getTime() > ticketSeconds * 1000)
    throw new Problem("ticket_refused", { rule: "expired" })
  await countFetch(db, client.department, params.redemptionId)

  const bytes = await unbroken(vault.read(row))
  if (bytes === undefined) throw new Problem("paper_missing")
  const digest = sha256(bytes)
  if (digest !== row.digest) throw new Problem("paper_changed")
  return {
    provenance: await signer.provenance({ acc: row.acc, src: digest, out: digest }, at),
    content: await new CompactEncrypt(bytes)
      .setProtectedHeader({ alg: "ECDH-ES+A256KW", enc: "A256GCM" })
      .encrypt(await importJWK(key as JWK, "ECDH-ES+A256KW")),
  }
}

/** One statement, so that those who ask at once are counted one by one. @throws {Problem} `ticket_refused` */
async function countFetch(db: Database, department: string, id: string): Promise<void> {
  const counted = await db
    .updateTable("redemptions")
    .set((eb) => ({ fetches: eb("fetches", "+", 1) }))
    .where("department_id", "=", department)
    .where("id", "=", id)
    .where("fetches", "<", mostFetches)
    .returning("id")
    .executeTakeFirst()
  if (counted === undefined)
    throw new Problem("ticket_refused", { rule: "too_often", most: mostFetches })
}

async function unbroken<T>(read: Promise<T>): Promise<T> {
  try {
    return await read
  } catch (error) {
    if (error instanceof SealBroken) throw new Problem("paper_changed")
    throw error
  }
}
