import { fileTypeFromBuffer } from "file-type"
import { legalDayOf, uploadRules } from "@tongban/standards/words"
import { Problem } from "../http/problem.ts"
import { findPerson } from "../identity/persons.ts"
import type { Registry } from "../registry/registry.ts"
import { inTransaction } from "../store/database.ts"
import type { Database, Trx } from "../store/database.ts"
import type { UploadRow } from "../store/tables.ts"
import { Turns } from "./turns.ts"
import type { Vault } from "./vault.ts"

export interface FinishParts {
  db: Database
  registry: Registry
  vault: Vault
}

/**
 * Once the last byte has come: judges the file by its content and makes it a material of the person's.
 * Done again after a crash in between, it comes to the same.
 *
 * @param expected - the digest of the whole file, where its sender said it
 * @returns the material's id; undefined while bytes are missing
 * @throws {Problem} `upload_type_refused`, `upload_changed`, with nothing kept
 */
export const finish = (
  parts: FinishParts,
  upload: UploadRow,
  at: Date,
  expected?: string,
): Promise<string | undefined> =>
  // Two requests may both find the last byte there.
  finishing.take(upload.id, () => finishAlone(parts, upload.id, at, expected))

const finishing = new Turns()

async function finishAlone(
  { db, registry, vault }: FinishParts,
  id: string,
  at: Date,
  expected: string | undefined,
): Promise<string | undefined> {
  const upload = await db.selectFrom("uploads").selectAll().where("id", "=", id).executeTakeFirst()
  if (upload === undefined) throw new Problem("not_found")
  if (upload.material_id !== null) return upload.material_id
  const standing = await vault.standing(upload)
  if (standing.arrived < upload.length) return undefined

  const digest = standing.digest()
  if (expected !== undefined && expected !== digest) {
    await forget(db, vault, upload)
    throw new Problem("upload_changed")
  }
  const mediaType = (await fileTypeFromBuffer(standing.head))?.mime
  if (mediaType === undefined || !isTaken(mediaType)) {
    await forget(db, vault, upload)
    throw new Problem("upload_type_refused", { mediaTypes: uploadRules.mediaTypes })
  }
  const material = await inTransaction(db, (trx) =>
    record(trx, registry, upload, { digest, mediaType }, at),
  )
  if (material !== upload.id) await vault.drop(upload.id)
  return material
}

const isTaken = (mediaType: string): boolean =>
  uploadRules.mediaTypes.some((taken) => taken === mediaType)

/** Gives an upload up: its key first, so that what a crash leaves is unreadable. */
export async function forget(
  db: Database,
  vault: Vault,
  { person_id, id }: Pick<UploadRow, "person_id" | "id">,
): Promise<void> {
  await db.deleteFrom("uploads").where("person_id", "=", person_id).where("id", "=", id).execute()
  await vault.drop(id)
}

/** The material of an upload: a new one, or the same person's own that has the same bytes and use. */
async function record(
  trx: Trx,
  registry: Registry,
  upload: UploadRow,
  { digest, mediaType }: { digest: string; mediaType: string },
  at: Date,
): Promise<string> {
  const department = registry.uploadsDepartment
  const person = await findPerson(trx, upload.person_id)
  if (department === undefined || person === undefined)
    throw new Error("an upload outlived its person, or the department that keeps uploads")
  // The person's row orders two uploads of one file.
  await trx.selectFrom("persons").select("id").where("id", "=", person.id).forUpdate().execute()
  const known = await trx
    .updateTable("materials")
    .set({ updated_at: at })
    .where("department_id", "=", department)
    .where("holder_match", "=", person.match)
    .where("licence_type", "=", upload.paper_type)
    .where("digest", "=", digest)
    .where("uploaded", "=", true)
    .returning("id")
    .executeTakeFirst()
  if (known === undefined) {
    await trx
      .insertInto("materials")
      .values({
        department_id: department,
        id: upload.id,
        owner_ref: upload.id,
        licence_type: upload.paper_type,
        name: JSON.stringify(upload.name),
        grade: "C",
        masked_number: "",
        holder_match: person.match,
        issuer: JSON.stringify({ zh: "本人上传", en: "Uploaded by the holder" }),
        issued_on: legalDayOf(at),
        valid_from: null,
        valid_to: null,
        status: "ISSUED",
        digest,
        media_type: mediaType,
        size: upload.length,
        fields: JSON.stringify([]),
        sensitive: false,
        uploaded: true,
        updated_at: at,
      })
      .execute()
  }
  const material = known?.id ?? upload.id
  await trx
    .updateTable("uploads")
    .set({ material_id: material })
    .where("person_id", "=", upload.person_id)
    .where("id", "=", upload.id)
    .execute()
  return material
}
