import { legalDayOf } from "@tongban/standards"
import type { Database, Trx } from "../store/database.ts"
import { oneOf } from "../store/many.ts"
import type { Item } from "../registry/schema.ts"
import { inForce } from "./in-force.ts"

/** Names one version of an item. */
export interface ItemVersion {
  code: string
  version: number
}

/** Versions that are kept in memory: some 5 KB each. */
const most = 2000
/** How late another process's publication may be seen here. */
const freshMs = 1000

/**
 * Published items, for whoever asks for one by its code. A version never changes, so it is read once; which
 * one is in force is looked up again each second.
 */
export class ItemShelf {
  readonly #versions = new Map<string, Item>()
  readonly #current = new Map<string, { item: Item | undefined; at: Date }>()

  /** The version that is in force at an instant. */
  async current(db: Database | Trx, code: string, at: Date): Promise<Item | undefined> {
    return (await this.currents(db, [code], at)).get(code)
  }

  /** The versions of several items that are in force, by code: one statement for all that are not fresh. */
  async currents(
    db: Database | Trx,
    codes: readonly string[],
    at: Date,
  ): Promise<ReadonlyMap<string, Item>> {
    const found = new Map<string, Item>()
    const missing: string[] = []
    for (const code of new Set(codes)) {
      const known = this.#current.get(code)
      if (known === undefined || !isFresh(known.at, at)) missing.push(code)
      else if (known.item !== undefined) found.set(code, known.item)
    }
    if (missing.length === 0) return found
    const rows = await inForce(db, legalDayOf(at))
      .select("content")
      .where("item_versions.code", "=", oneOf(missing))
      .execute()
    for (const { content: item } of rows) {
      found.set(item.code, item)
      keep(this.#versions, keyOf(item), item)
    }
    for (const code of missing) keep(this.#current, code, { item: found.get(code), at })
    return found
  }

  /** One version, whether in force or not. */
  async version(db: Database | Trx, code: string, version: number): Promise<Item | undefined> {
    const [item] = await this.versions(db, [{ code, version }])
    return item
  }

  /** Several versions, in their order: one statement for all that are not in memory. */
  async versions(
    db: Database | Trx,
    wanted: readonly ItemVersion[],
  ): Promise<(Item | undefined)[]> {
    const found = new Map<string, Item>()
    const missing = new Map<string, ItemVersion>()
    for (const each of wanted) {
      const known = this.#versions.get(keyOf(each))
      if (known === undefined) missing.set(keyOf(each), each)
      else found.set(keyOf(each), known)
    }
    if (missing.size > 0) {
      const rows = await db
        .selectFrom("item_versions")
        .select("content")
        .where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple("code", "version"),
            "in",
            [...missing.values()].map(({ code, version }) => tuple(code, version)),
          ),
        )
        .execute()
      for (const { content: item } of rows) {
        found.set(keyOf(item), item)
        keep(this.#versions, keyOf(item), item)
      }
    }
    return wanted.map((each) => found.get(keyOf(each)))
  }

  /** Another version of it may be in force now. */
  forget(code: string): void {
    this.#current.delete(code)
  }
}

const keyOf = ({ code, version }: ItemVersion): string => `${version} ${code}`

/** A clock that was set back, or a new day, makes nothing fresh. */
function isFresh(read: Date, at: Date): boolean {
  const age = at.getTime() - read.getTime()
  return age >= 0 && age < freshMs && legalDayOf(read) === legalDayOf(at)
}

/** Keeps the newest; the oldest go. */
function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= most) return
  for (const oldest of map.keys()) {
    map.delete(oldest)
    return
  }
}
