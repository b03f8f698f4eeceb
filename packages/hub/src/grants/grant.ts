import { createHmac } from "node:crypto"
import type { Language, Sensitivity } from "@tongban/standards"
import { canonical, sha256 } from "../hash.ts"
import type { Services } from "../http/operation.ts"
import type { HubLogin } from "../identity/hub-login.ts"
import type { Item } from "../registry/schema.ts"
import { hashOfSecret } from "../secrets.ts"
import type { Trx } from "../store/database.ts"
import { newId } from "../store/ids.ts"
import type { PersonRow, SurfaceRow } from "../store/tables.ts"
import type { Choice } from "./choice.ts"

/** A handle lives 24 hours (protocol §0.5). */
export const handleLifeMs = 24 * 3_600_000

export interface NewGrant {
  surface: SurfaceRow
  item: Item
  person: PersonRow
  choice: Choice
  decision: "agreed" | "refused"
  /** The notice as it was shown. */
  notice: { language: Language; hash: string; shownAt: string }
  /** Where it was asked for by itself, on a page of its own: by which login, and why. */
  alone?: { login: HubLogin; sensitive: Sensitivity }
}

type GrantContext = Services & { db: Trx; at: Date }

/** Writes one grant (protocol §5), chained to the person's last one. Answers its id. */
export async function writeGrant(
  { db, registry, personKeys, at }: GrantContext,
  { surface, item, person, choice, decision, notice, alone }: NewGrant,
): Promise<string> {
  const { requirement, material, fields } = choice
  await db.selectFrom("persons").select("id").where("id", "=", person.id).forUpdate().execute()
  const last = await db
    .selectFrom("grants")
    .select(["hash", "person_seq"])
    .where("person_id", "=", person.id)
    .orderBy("person_seq", "desc")
    .limit(1)
    .executeTakeFirst()
  const id = newId(personKeys.pairwise, surface.subject, at)
  const expiresAt = new Date(at.getTime() + handleLifeMs)
  const recipient = registry.department(surface.department_id)
  const content = {
    id,
    version: 1,
    language: notice.language,
    noticeTextHash: notice.hash,
    shownAt: notice.shownAt,
    decidedAt: at.toISOString(),
    channel: alone === undefined ? surface.mode : "page",
    subject: surface.subject,
    decider: surface.subject,
    capacity: "self",
    subjectUnder14: false,
    recipient: {
      department: recipient.id,
      clientId: surface.client_id,
      contact: recipient.phone ?? "",
    },
    provider: { department: material.department_id },
    item: { code: item.code, version: item.version },
    draft: surface.case_id,
    purposeText: item.purpose.zh,
    basis: item.basis,
    requirement: requirement.key,
    material: {
      id: material.id,
      type: material.licence_type,
      grade: material.grade,
      digest: material.digest,
    },
    fields,
    sensitive: alone === undefined ? { yes: false } : sensitiveFacts(alone.sensitive),
    // What citizens upload the hub keeps sealed, and gives out as it is.
    form: material.uploaded ? "original" : (requirement.handedOver ?? "derived"),
    uses: 1,
    expiresAt: expiresAt.toISOString(),
    decision,
    assurance: {
      level: person.assurance_level,
      scheme: person.assurance_scheme,
      value: person.assurance_value,
      ...(alone && { authTime: alone.login.at.toISOString(), amr: alone.login.amr }),
    },
    ...(alone && {
      separateConsents: [{ kind: "sensitive", decidedAt: at.toISOString(), textHash: notice.hash }],
    }),
    prev: last?.hash ?? null,
  }
  await db
    .insertInto("grants")
    .values({
      department_id: surface.department_id,
      id,
      person_id: person.id,
      person_seq: (last?.person_seq ?? 0) + 1,
      case_id: surface.case_id,
      requirement: requirement.key,
      material_department_id: material.department_id,
      material_id: material.id,
      decision,
      content: JSON.stringify(content),
      hash: sha256(canonical(content)),
      prev: last?.hash ?? null,
      decided_at: at,
      expires_at: expiresAt,
      withdrawn_at: null,
    })
    .execute()
  return id
}

const sensitiveFacts = ({ categories, necessity, impact }: Sensitivity) => ({
  yes: true,
  categories,
  necessity: necessity.zh,
  impactText: impact.zh,
})

/**
 * A grant's handle (protocol M8): a MAC of the grant's id, so that it can be told again to whoever may
 * hear it while the database holds its hash alone (decision 0012).
 */
export const handleOf = (handleKey: Uint8Array, grantId: string): string =>
  `tbh1_${createHmac("sha256", handleKey).update(grantId).digest("base64url")}`

/** Protocol M8: the handle goes to the form, its hash stays. */
export async function issueHandle(
  { db, registry, handleKey, at }: GrantContext,
  surface: SurfaceRow,
  { requirement, material, fields }: Choice,
  grantId: string,
): Promise<string> {
  const redeemClient = registry.client(surface.client_id)?.redeemedBy
  if (redeemClient === undefined)
    throw new Error(`client ${surface.client_id} is no longer in the registry`)
  const handle = handleOf(handleKey, grantId)
  await db
    .insertInto("handles")
    .values({
      handle_hash: hashOfSecret(handle),
      department_id: surface.department_id,
      redeem_client: redeemClient,
      grant_id: grantId,
      surface_id: surface.id,
      case_id: surface.case_id,
      person_id: surface.person_id,
      requirement: requirement.key,
      material_department_id: material.department_id,
      material_id: material.id,
      digest: material.digest,
      fields: JSON.stringify(fields),
      expires_at: new Date(at.getTime() + handleLifeMs),
    })
    .execute()
  return handle
}
