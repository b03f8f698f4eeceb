import { consentNotice, fieldsUsed, noticeText } from "@tongban/standards"
import type { PickedItem } from "@tongban/standards"
import type { decide as operation } from "@tongban/standards"
import { sha256 } from "../hash.ts"
import type { Handle, WritingContext } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import { findPerson } from "../identity/persons.ts"
import { mustBe } from "../policy/must-be.ts"
import type { Item } from "../registry/schema.ts"
import type { SurfaceRow } from "../store/tables.ts"
import { itemOf, liveSurface } from "../surfaces/find.ts"
import { isSensitive } from "../surfaces/held.ts"
import { chosen, kindOf } from "./choice.ts"
import type { Choice } from "./choice.ts"
import { issueHandle, writeGrant } from "./grant.ts"

type DecideContext = WritingContext<typeof operation>

/** Protocol M7 and M8: one decision on one screen; one grant a paper, and where agreed its handle. */
export const decide: Handle<typeof operation> = async (context) => {
  const { db, body, at } = context
  const { surfaceId, personId } = mustBe("surface", context.principal)
  const surface = await liveSurface(db, surfaceId, at)
  const item = await itemOf(context, surface)
  const choices: Choice[] = []
  for (const each of body.choices) choices.push(await chosen(context, surface, item, each))
  const alone = choices.find(({ requirement, material }) => isSensitive(requirement, material))
  if (alone !== undefined)
    throw new Problem("needs_own_page", { requirement: alone.requirement.key })
  const { language, shownAt, decision } = body
  const notice = { language, shownAt, hash: noticeHash(context, surface, item, choices) }
  if (notice.hash !== body.noticeTextHash) throw new Problem("notice_changed")
  const person = await findPerson(db, personId)
  if (person === undefined) throw new Error("a surface names a person who is gone")

  const items: PickedItem[] = []
  for (const choice of choices) {
    const grantId = await writeGrant(context, { surface, item, person, choice, decision, notice })
    if (decision === "refused") continue
    const handle = await issueHandle(context, surface, choice, grantId)
    items.push({ requirement: choice.requirement.key, kind: kindOf(choice), handle })
  }
  return { items }
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
      fields: fieldsUsed(requirement, material),
    })),
  })
  return sha256(noticeText(notice))
}
