import type { Database, Trx } from "../store/database.ts"

/** The versions that are in force on a legal day: of each item the highest whose day has come. */
export const inForce = (db: Database | Trx, day: string) =>
  db.selectFrom("item_versions").where((eb) =>
    eb(
      "item_versions.version",
      "=",
      eb
        .selectFrom("item_versions as others")
        .select((of) => of.fn.max("others.version").as("version"))
        .whereRef("others.code", "=", "item_versions.code")
        .where("others.valid_from", "<=", day),
    ),
  )
