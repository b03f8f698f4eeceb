import { legalDayOf } from "@tongban/standards"
import type { Database, Trx } from "../store/database.ts"
import type { Item } from "../registry/schema.ts"
import { inForce } from "./in-force.ts"

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
    const known = this.#current.get(code)
    if (known !== undefined && isFresh(known.at, at)) return known.item
    const row = await inForce(db, legalDayOf(at))
      .select("content")
      .where("item_versions.code", "=", code)
      .executeTakeFirst()
    keep(this.#current, code, { item: row?.content, at })
    return row?.content
  }

  /** One version, whether in force or not. */
  async version(db: Database | Trx, code: string, version: number): Promise<Item | undefined> {
    const key = `${version} ${code}`
    const known = this.#versions.get(key)
    if (known !== undefined) return known
    const row = await db
      .selectFrom("item_versions")
      .select("content")
      .where("code", "=", code)
      .where("version", "=", version)
      .executeTakeFirst()
    if (row !== undefined) keep(this.#versions, key, row.content)
    return row?.content
  }

  /** Another version of it may be in force now. */
  forget(code: string): void {
    this.#current.delete(code)
  }
}

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
