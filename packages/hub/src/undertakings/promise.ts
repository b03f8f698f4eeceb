import { legalDayOf, noticeText, undertakingNotice, undertakingWords } from "@tongban/standards"
import type { undertake as operation } from "@tongban/standards"
import { handleLifeMs, handleOf } from "../grants/grant.ts"
import { sha256 } from "../hash.ts"
import type { Handle } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import { mustBe } from "../policy/must-be.ts"
import { hashOfSecret } from "../secrets.ts"
import { newId } from "../store/ids.ts"
import { itemOf, liveSurface } from "../surfaces/find.ts"
import { requirementOf } from "../surfaces/requirements.ts"
import { isDraft } from "./draft.ts"
import { followingDate } from "./offer.ts"

/** Protocol M7 and M8: a promise on one screen, by the hub's own words and day; and its handle. */
export const undertake: Handle<typeof operation> = async (context) => {
  const { db, registry, personKeys, handleKey, body, at } = context
  const surface = await liveSurface(db, mustBe("surface", context.principal).surfaceId, at)
  const item = await itemOf(context, surface)
  const requirement = requirementOf(item, surface.requirements, body.requirement)
  const { key, name: paper } = requirement
  const dueOn = followingDate(registry, item, requirement, at)?.due
  if (dueOn === undefined || !(await isDraft(db, surface)))
    throw new Problem("undertaking_not_offered", { requirement: key })

  const { language, shownAt } = body
  const { name, phone } = registry.department(surface.department_id)
  const notice = undertakingNotice({
    language,
    recipient: { name, ...(phone !== undefined && { phone }) },
    item: { name: item.name, shortName: item.shortName },
    paper,
    dueOn,
  })
  const hash = sha256(noticeText(notice))
  if (hash !== body.noticeTextHash) throw new Problem("notice_changed")
  const redeemClient = registry.client(surface.client_id)?.redeemedBy
  if (redeemClient === undefined)
    throw new Error(`client ${surface.client_id} is no longer in the registry`)

  const id = newId(personKeys.pairwise, surface.subject, at)
  const handle = handleOf(handleKey, id)
  await db
    .insertInto("undertakings")
    .values({
      department_id: surface.department_id,
      case_id: surface.case_id,
      id,
      handle_hash: hashOfSecret(handle),
      redeem_client: redeemClient,
      surface_id: surface.id,
      subject: surface.subject,
      item_code: item.code,
      requirement: key,
      paper: JSON.stringify(paper),
      purpose: item.purpose.zh,
      language,
      notice_text_hash: hash,
      shown_at: new Date(shownAt),
      promised_at: at,
      due_on: dueOn,
      expires_at: new Date(at.getTime() + handleLifeMs),
      withdrawn_at: null,
      local_number: null,
      redeemed_at: null,
      supplied_at: null,
      material_id: null,
    })
    .execute()
  const text = undertakingWords.promised(dueOn, legalDayOf(at))
  return { item: { requirement: key, kind: "undertaking", handle, dueOn, text } }
}
