import type { Body, openSurface } from "@tongban/standards"
import type { Database, Trx } from "../store/database.ts"
import type { CaseRow } from "../store/tables.ts"
import { correctionOf } from "../cases/read.ts"
import { Problem } from "../http/problem.ts"
import type { Handle } from "../http/operation.ts"
import { findBySubject } from "../identity/persons.ts"
import { itemVersion } from "../items/find.ts"
import { mustBe } from "../policy/must-be.ts"
import { newSecret } from "../secrets.ts"
import { owedOf } from "../undertakings/owed.ts"
import { surfaceLifetime } from "./lifetime.ts"

/** Protocol M2: item of the client, draft of this citizen and client, requirements of the draft's version of the item. */
export const open: Handle<typeof openSurface> = async (context) => {
  const { db, registry, body, at } = context
  const citizen = mustBe("citizen", context.principal)
  const client = registry.client(citizen.clientId)
  if (client?.itemCodes.includes(body.itemCode) !== true) {
    throw new Problem("item_unknown", { itemCode: body.itemCode })
  }
  if (!client.origins.includes(body.origin)) {
    throw new Problem("origin_unregistered", { origin: body.origin })
  }

  const draft = await db
    .selectFrom("cases")
    .selectAll()
    .where("department_id", "=", citizen.department)
    .where("id", "=", body.draft)
    .where("subject", "=", citizen.subject)
    .where("client_id", "=", citizen.clientId)
    .where("item_code", "=", body.itemCode)
    .executeTakeFirst()
  if (draft === undefined) throw new Problem("not_found")
  const item = await itemVersion(context, draft.item_code, draft.item_version)
  const unknown = body.requirements.filter((key) => !item.requirements.some((r) => r.key === key))
  if (unknown.length > 0) throw new Problem("requirement_unknown", { requirements: unknown })
  if (!(await takes(db, draft, body.requirements))) throw new Problem("draft_closed")
  const person = await findBySubject(db, citizen.department, citizen.subject)
  if (person === undefined) throw new Error("a citizen's token names a subject that no login made")

  const returnTo = returnAddress(body)

  // 128 bits that name a request and authenticate nobody.
  const id = newSecret().slice(0, 22)
  const expiresAt = new Date(at.getTime() + surfaceLifetime.wholeMs)
  await db
    .insertInto("surfaces")
    .values({
      id,
      department_id: citizen.department,
      client_id: citizen.clientId,
      case_id: draft.id,
      subject: citizen.subject,
      person_id: person.id,
      item_code: item.code,
      item_version: item.version,
      requirements: JSON.stringify(body.requirements),
      origin: body.origin,
      mode: body.mode,
      return_to: returnTo,
      created_at: at,
      expires_at: expiresAt,
    })
    .execute()
  return { id, url: `${context.origin}/surface/${id}`, expiresAt: expiresAt.toISOString() }
}

/** A draft takes papers; a case that is on its way, those that a notice asks for and those that are owed. */
async function takes(
  db: Database | Trx,
  row: CaseRow,
  requirements: readonly string[],
): Promise<boolean> {
  if (row.state === "DRAFT") return true
  const asked = row.state === "CORRECTION_REQUESTED" ? await correctionOf(db, row) : undefined
  const taken = [
    ...(asked?.items.map(({ requirement }) => requirement) ?? []),
    ...(await owedOf(db, row)),
  ]
  return requirements.every((key) => taken.includes(key))
}

/** Where a page leads back to: a path behind a registered origin, which no path can leave. */
function returnAddress({ mode, origin, returnTo }: Body<typeof openSurface>): string | null {
  if (mode === "frame") return null
  if (returnTo === undefined)
    throw new Problem("invalid_request", { faults: [{ place: "body.returnTo", rule: "required" }] })
  return new URL(origin + returnTo).href
}
