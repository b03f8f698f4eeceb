import { compareItems, legalDayOf } from "@tongban/standards"
import type { compareItem, getItem, getItemVersion, listItems } from "@tongban/standards"
import type { Handle } from "../http/operation.ts"
import { readPage } from "../store/read-page.ts"
import { mayFollow } from "../undertakings/offer.ts"
import { currentItem, itemVersion } from "./find.ts"
import { inForce } from "./in-force.ts"
import { summaryOf, viewItem } from "./view.ts"

export const get: Handle<typeof getItem> = async (context) => {
  const { registry, params, at } = context
  const item = await currentItem(context, params.itemCode)
  const following = mayFollow(registry, item, at)
  return { ...viewItem(registry, item), ...(following.length > 0 && { mayFollow: following }) }
}

export const getVersion: Handle<typeof getItemVersion> = async (context) => {
  const { itemCode, version } = context.params
  return viewItem(context.registry, await itemVersion(context, itemCode, version))
}

export const list: Handle<typeof listItems> = async ({ db, registry, params, page, at }) => {
  const { rows, next } = await readPage(
    inForce(db, legalDayOf(at))
      .innerJoin("items", "items.code", "item_versions.code")
      .select(["items.code", "items.department_id", "jurisdiction", "content"])
      .where("items.department_id", "=", params.departmentId),
    {
      at: "items.department_id",
      id: "items.code",
      direction: "asc",
      positionOf: (row) => ({ at: row.department_id, id: row.code }),
    },
    page,
  )
  return {
    items: rows.map(({ content, jurisdiction }) => summaryOf(registry, content, jurisdiction)),
    ...(next !== undefined && { next }),
  }
}

/** The most that one item of a jurisdiction is split into elsewhere. */
const mostCounterparts = 10

export const compare: Handle<typeof compareItem> = async (context) => {
  const { db, registry, params, query, at } = context
  const here = viewItem(registry, await currentItem(context, params.itemCode))
  const { catalogue } = here
  const rows =
    catalogue === undefined
      ? []
      : await inForce(db, legalDayOf(at))
          .select("content")
          .where("jurisdiction", "=", query.jurisdiction)
          .where("catalogue_scheme", "=", catalogue.scheme)
          .where("catalogue_value", "=", catalogue.value)
          .where("item_versions.code", "!=", params.itemCode)
          .orderBy("item_versions.code")
          .limit(mostCounterparts)
          .execute()
  const there = rows.map(({ content }) => {
    const item = viewItem(registry, content)
    return { item, differences: compareItems(here, item) }
  })
  return { here, there }
}
