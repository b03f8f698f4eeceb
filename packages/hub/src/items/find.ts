import type { Services } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import type { Item } from "../registry/schema.ts"
import type { Database, Trx } from "../store/database.ts"

interface Asking extends Pick<Services, "items"> {
  db: Database | Trx
  at: Date
}

/** An item as it is in force. @throws {Problem} `item_unknown` */
export async function currentItem({ db, items, at }: Asking, itemCode: string): Promise<Item> {
  const item = await items.current(db, itemCode, at)
  if (item === undefined) throw new Problem("item_unknown", { itemCode })
  return item
}

/** An item in one of its versions. @throws {Problem} `item_unknown` */
export async function itemVersion(
  { db, items }: Omit<Asking, "at">,
  itemCode: string,
  version: number,
): Promise<Item> {
  const item = await items.version(db, itemCode, version)
  if (item === undefined) throw new Problem("item_unknown", { itemCode, version })
  return item
}
