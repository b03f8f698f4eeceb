import { inTransaction } from "../store/database.ts"
import type { Database } from "../store/database.ts"
import { canonical } from "../hash.ts"
import { Problem } from "../http/problem.ts"
import type { Registry } from "../registry/registry.ts"
import { SettingsFault } from "../settings.ts"
import { publishVersion } from "./publish.ts"

/**
 * Publishes what the registry's file says of items, as the hub starts: a version that is there already is
 * left as it is.
 *
 * @throws {SettingsFault} where a version that was published has other content in the file
 */
export async function publishRegistered(db: Database, registry: Registry, at: Date): Promise<void> {
  const published = await publishedOf(db, registry)
  const faults: string[] = []
  for (const item of registry.items) {
    if (published.has(canonical(item))) continue
    try {
      await inTransaction(db, (trx) => publishVersion(trx, registry, item, at))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      faults.push(fault(item.code, error))
    }
  }
  if (faults.length > 0) throw new SettingsFault(faults)
}

/** What is published of the file's items, in canonical form. */
async function publishedOf(db: Database, registry: Registry): Promise<ReadonlySet<string>> {
  if (registry.items.length === 0) return new Set()
  const codes = registry.items.map(({ code }) => code)
  const rows = await db
    .selectFrom("item_versions")
    .select("content")
    .where("code", "in", codes)
    .execute()
  return new Set(rows.map(({ content }) => canonical(content)))
}

function fault(code: string, { params: { latest } }: Problem): string {
  const item = `TONGBAN_REGISTRY: item ${code}`
  return typeof latest === "number"
    ? `${item} was published with other content up to version ${latest}; give what has changed a higher version`
    : `${item} was published by another department; give it back its department, or another code`
}
