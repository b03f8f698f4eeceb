import { randomBytes } from "node:crypto"
import type { AccessEntry } from "@tongban/standards"
import { canonical, sha256 } from "../hash.ts"
import type { Trx } from "../store/database.ts"

/** What the log says of one use, without its place and salt. */
export type Access = Omit<AccessEntry, "v" | "subjectSeq" | "prev" | "at" | "salt">

/**
 * Writes a use into the log: the entry in the person's own sequence, its leaf among those that wait
 * for the sequencer. Nothing is released before this is committed.
 *
 * Leaf data = SHA-256(salt ‖ JCS of the entry); leaf hash = SHA-256(0x00 ‖ data), RFC 6962 §2.1.
 *
 * @returns the leaf hash, by which tickets, promises and receipts name the entry.
 */
export async function appendAccess(
  trx: Trx,
  personId: string,
  access: Access,
  at: Date,
): Promise<string> {
  // The person's row orders the writers of one sequence.
  await trx.selectFrom("persons").select("id").where("id", "=", personId).forUpdate().execute()
  const last = await trx
    .selectFrom("access_entries")
    .select(["subject_seq", "acc"])
    .where("person_id", "=", personId)
    .orderBy("subject_seq", "desc")
    .limit(1)
    .executeTakeFirst()

  const salt = randomBytes(32)
  const entry = {
    v: 1,
    subjectSeq: (last?.subject_seq ?? 0) + 1,
    prev: last?.acc ?? null,
    at: at.toISOString(),
    ...access,
  }
  const leafData = sha256(salt, canonical(entry))
  const acc = sha256(Uint8Array.of(0), Buffer.from(leafData, "hex"))
  await trx
    .insertInto("access_entries")
    .values({
      person_id: personId,
      subject_seq: entry.subjectSeq,
      acc,
      leaf_data: leafData,
      entry: JSON.stringify({ ...entry, salt: salt.toString("base64url") }),
    })
    .execute()
  await trx.insertInto("log_pending").values({ acc, leaf_data: leafData, at }).execute()
  return acc
}
