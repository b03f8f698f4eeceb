import { legalDayOf, pairsIn, regionsUp } from "@tongban/standards"
import type { searchItems } from "@tongban/standards"
import type { Handle } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import type { Database, Trx } from "../store/database.ts"
import { readPage } from "../store/read-page.ts"
import { inForce } from "./in-force.ts"
import { summaryOf } from "./view.ts"

export const search: Handle<typeof searchItems> = async (context) => {
  const { db, registry, query, page, at } = context
  const pairs = pairsIn(query.words)
  if (pairs.length === 0)
    throw new Problem("invalid_request", {
      faults: [{ place: "query.words", rule: "two_characters" }],
    })
  const { rows, next } = await readPage(
    db.selectFrom(ranked(db, regionsUp(query.jurisdiction), pairs, legalDayOf(at))).selectAll(),
    {
      at: "rank",
      id: "code",
      direction: "desc",
      positionOf: ({ rank, code }) => ({ at: rank, id: code }),
    },
    page,
  )
  return {
    items: rows.map(({ content, jurisdiction }) => summaryOf(registry, content, jurisdiction)),
    ...(next !== undefined && { next }),
  }
}

/** A name has at most 200 characters (`Words`). */
const longestName = 200

/**
 * The items in force in whose words at least half of the pairs stand. Most pairs first, those of names
 * before those of aliases; of equals the shorter name.
 */
const ranked = (
  db: Database | Trx,
  jurisdictions: readonly string[],
  pairs: readonly string[],
  day: string,
) =>
  inForce(db, day)
    .innerJoin(
      (eb) =>
        eb
          .selectFrom("item_words")
          .select(["code", "version"])
          .select((of) => of.fn.sum<number>("weight").as("weight"))
          .where("jurisdiction", "in", jurisdictions)
          .where("pair", "in", pairs)
          .groupBy(["code", "version"])
          .having((of) => of.fn.countAll(), ">=", Math.ceil(pairs.length / 2))
          .as("found"),
      (join) =>
        join
          .onRef("found.code", "=", "item_versions.code")
          .onRef("found.version", "=", "item_versions.version"),
    )
    .select(["item_versions.code", "item_versions.jurisdiction", "item_versions.content"])
    .select((eb) =>
      eb(eb("found.weight", "*", longestName + 1), "-", eb.ref("name_length")).as("rank"),
    )
    .as("ranked")
