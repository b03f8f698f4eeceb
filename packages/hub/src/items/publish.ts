import { catalogueOf, legalDayOf, pairsIn } from "@tongban/standards"
import type { publishItem, ServiceItem } from "@tongban/standards"
import { canonical } from "../hash.ts"
import { Problem } from "../http/problem.ts"
import { twoSteps } from "../http/operation.ts"
import type { Context } from "../http/operation.ts"
import { mustBe } from "../policy/must-be.ts"
import type { Item } from "../registry/schema.ts"
import type { Registry } from "../registry/registry.ts"
import type { Trx } from "../store/database.ts"
import { viewItem } from "./view.ts"

export const publish = twoSteps<typeof publishItem, Item>({
  async write(context) {
    const { db, registry, params, body, at } = context
    const { department } = mustBe("client", context.principal)
    refuseRepeatedKeys(body.requirements)
    const { itemCode: code, version } = params
    const item: Item = { ...body, code, version, department, basis: "consent" }
    await publishVersion(db, registry, item, at)
    return item
  },
  answer(item, { items, registry }): Promise<ServiceItem> {
    items.forget(item.code)
    return Promise.resolve(viewItem(registry, item))
  },
})

/** Papers are asked for by their keys. */
function refuseRepeatedKeys(
  requirements: Context<typeof publishItem>["body"]["requirements"],
): void {
  const keys = requirements.map(({ key }) => key)
  const again = keys.findIndex((key, at) => keys.indexOf(key) !== at)
  if (again >= 0)
    throw new Problem("invalid_request", {
      faults: [{ place: `body.requirements.${again}.key`, rule: "unique" }],
    })
}

/**
 * Publishes a version of an item. The same version with the same content again changes nothing.
 *
 * @throws {Problem} `item_unknown` where the item is another department's, `item_version_taken` where a
 * version as high was published with other content
 */
export async function publishVersion(
  trx: Trx,
  registry: Registry,
  item: Item,
  at: Date,
): Promise<void> {
  const head = await lockHead(trx, item)
  if (head.department_id !== item.department)
    throw new Problem("item_unknown", { itemCode: item.code })
  if (item.version <= head.latest_version) {
    if (await isPublished(trx, item)) return
    throw new Problem("item_version_taken", {
      itemCode: item.code,
      version: item.version,
      latest: head.latest_version,
    })
  }
  const jurisdiction = registry.jurisdictionOf(item.department)
  const catalogue = catalogueOf(item)
  const today = legalDayOf(at)
  const validFrom = item.validFrom ?? today
  await trx
    .insertInto("item_versions")
    .values({
      code: item.code,
      version: item.version,
      department_id: item.department,
      jurisdiction,
      valid_from: validFrom,
      catalogue_scheme: catalogue?.scheme ?? null,
      catalogue_value: catalogue?.value ?? null,
      name_length: item.name.zh.length,
      content: JSON.stringify(item),
      published_at: at,
    })
    .execute()
  await trx
    .updateTable("items")
    .set({ latest_version: item.version })
    .where("code", "=", item.code)
    .execute()
  await indexWords(trx, item, jurisdiction, validFrom <= today)
}

/** The item's head, made where there is none, locked until the end of the transaction. */
async function lockHead(trx: Trx, { code, department }: Item) {
  await trx
    .insertInto("items")
    .values({ code, department_id: department, latest_version: 0 })
    .onConflict((conflict) => conflict.column("code").doNothing())
    .execute()
  return trx
    .selectFrom("items")
    .selectAll()
    .where("code", "=", code)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

async function isPublished(trx: Trx, item: Item): Promise<boolean> {
  const row = await trx
    .selectFrom("item_versions")
    .select("content")
    .where("code", "=", item.code)
    .where("version", "=", item.version)
    .executeTakeFirst()
  return row !== undefined && canonical(row.content) === canonical(item)
}

/** What is found in a name counts more than in what people call it besides. */
const weights = { name: 3, alias: 2 } as const

/** What is not in force any more need not be found. */
async function indexWords(
  trx: Trx,
  item: Item,
  jurisdiction: string,
  isInForce: boolean,
): Promise<void> {
  if (isInForce) await trx.deleteFrom("item_words").where("code", "=", item.code).execute()
  const weightOf = new Map<string, number>()
  for (const alias of [item.shortName.zh, ...(item.aliases ?? [])])
    for (const pair of pairsIn(alias)) weightOf.set(pair, weights.alias)
  for (const pair of pairsIn(item.name.zh)) weightOf.set(pair, weights.name)
  if (weightOf.size === 0) return
  const { code, version } = item
  await trx
    .insertInto("item_words")
    .values([...weightOf].map(([pair, weight]) => ({ jurisdiction, pair, code, version, weight })))
    .execute()
}
