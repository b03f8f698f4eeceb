import { consentNotice, legalDayOf, materialFitness, noticeText } from "@tongban/standards"
import type { PickedItem, Requirement } from "@tongban/standards"
import type { decide as operation } from "@tongban/standards"

import { Problem } from "../http/problem.ts"
import type { Handle, WritingContext } from "../http/operation.ts"
import { findPerson } from "../identity/persons.ts"
import { mustBe } from "../policy/must-be.ts"
import type { Item } from "../registry/schema.ts"
import { hashOfSecret, newSecret } from "../secrets.ts"
import { newId } from "../store/ids.ts"
import type { MaterialRow, PersonRow, SurfaceRow } from "../store/tables.ts"
import { itemOf, liveSurface } from "../surfaces/find.ts"
import { fitnessFacts, materialsOf, requirementOf } from "../surfaces/held.ts"
import { canonical, sha256 } from "../hash.ts"

type DecideContext = WritingContext<typeof operation>

/** A handle lives 24 hours (protocol §0.5). */
const handleLifeMs = 24 * 3_600_000

interface Choice {
  requirement: Requirement
  material: MaterialRow
  fields: string[]
}

/** Protocol M7 and M8: one decision on one screen; one grant a paper, and where agreed its handle. */
export const decide: Handle<typeof operation> = async (context) => {
  const { db, registry, body, at } = context
  const { surfaceId, personId } = mustBe("surface", context.principal)
  const surface = await liveSurface(db, surfaceId, at)
  const item = itemOf(registry, surface)
  const choices = await chosen(context, surface, item, personId)
  const notice = noticeHash(context, surface, item, choices)
  if (notice !== body.noticeTextHash) throw new Problem("notice_changed")
  const person = await findPerson(db, personId)
  if (person === undefined) throw new Error("a surface names a person who is gone")

  const items: PickedItem[] = []
  for (const choice of choices) {
    const grantId = await grant(context, surface, item, person, choice, notice)
    if (body.decision === "refused") continue
    const handle = await issueHandle(context, surface, choice, grantId)
    items.push({ requirement: choice.requirement.key, kind: "held", handle })
  }
  return { items }
}

/** The papers that were chosen, checked again: the page's word is not enough. */
async function chosen(
  { db, body, at }: DecideContext,
  surface: SurfaceRow,
  item: Item,
  personId: string,
): Promise<Choice[]> {
  const choices: Choice[] = []
  for (const choice of body.choices) {
    const requirement = requirementOf(item.requirements, surface.requirements, choice.requirement)
    const held = await materialsOf(db, personId, requirement.licenceType)
    const material = held.find(({ id }) => id === choice.material)
    if (material === undefined)
      throw new Problem("material_unfit", { requirement: requirement.key, rule: "holder" })
    const fitness = materialFitness(requirement, fitnessFacts(material), legalDayOf(at))
    if (!fitness.fits) {
      const rule = fitness.reasons[0]?.rule ?? "type"
      throw new Problem("material_unfit", { requirement: requirement.key, rule })
    }
    // Sensitive papers are asked for on a top-level page of their own, which is absent as yet.
    if (material.sensitive) throw new Problem("needs_own_page", { requirement: requirement.key })
    const fields = requirement.fields.length === 0 ? material.fields : requirement.fields
    choices.push({
      requirement,
      material,
      fields: fields.filter((f) => material.fields.includes(f)),
    })
  }
  return choices
}

/** The hash of the notice in the hub's own wording: what was agreed to is what stands here. */
function noticeHash(
  { registry, body }: DecideContext,
  surface: SurfaceRow,
  item: Item,
  choices: readonly Choice[],
): string {
  const { name, phone } = registry.department(surface.department_id)
  const notice = consentNotice({
    language: body.language,
    recipient: { name, ...(phone !== undefined && { phone }) },
    item: { name: item.name, shortName: item.shortName },
    papers: choices.map(({ material, requirement }) => ({
      name: material.name,
      fields: requirement.fields,
    })),
  })
  return sha256(noticeText(notice))
}

/** Writes one grant (protocol §5), chained to the person's last one. */
async function grant(
  { db, registry, personKeys, body, at }: DecideContext,
  surface: SurfaceRow,
  item: Item,
  person: PersonRow,
  { requirement, material, fields }: Choice,
  noticeTextHash: string,
): Promise<string> {
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
    language: body.language,
    noticeTextHash,
    shownAt: body.shownAt,
    decidedAt: at.toISOString(),
    channel: "frame",
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
    sensitive: { yes: false },
    form: "original",
    uses: 1,
    expiresAt: expiresAt.toISOString(),
    decision: body.decision,
    assurance: {
      level: person.assurance_level,
      scheme: person.assurance_scheme,
      value: person.assurance_value,
    },
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
      decision: body.decision,
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

/** Protocol M8: the handle goes to the form, its hash stays. */
async function issueHandle(
  { db, registry, at }: DecideContext,
  surface: SurfaceRow,
  { requirement, material, fields }: Choice,
  grantId: string,
): Promise<string> {
  const redeemClient = registry.client(surface.client_id)?.redeemedBy
  if (redeemClient === undefined)
    throw new Error(`client ${surface.client_id} is no longer in the registry`)
  const handle = `tbh1_${newSecret()}`
  await db
    .insertInto("handles")
    .values({
      handle_hash: hashOfSecret(handle),
      department_id: surface.department_id,
      redeem_client: redeemClient,
      grant_id: grantId,
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
