import { createHmac } from "node:crypto"
import type { Database, Trx } from "../store/database.ts"
import { newId } from "../store/ids.ts"
import type { PersonRow } from "../store/tables.ts"

/** A person as a login source describes them. */
export interface Identified {
  /** 证件类型 (GA/T 2000.156): 111 = 公民身份号码. */
  scheme: string
  number: string
  maskedName: string
  assurance: { level: number; scheme: string; value: string }
}

export interface PersonKeys {
  /** HMAC key that matches persons by identity number. */
  match: Uint8Array
  /** HMAC key of pairwise subjects and of the buckets in ids. */
  pairwise: Uint8Array
}

/** How a person or holder is matched: HMAC-SHA-256 of scheme and number. The number is not kept. */
export const matchOf = (keys: PersonKeys, scheme: string, number: string): string =>
  createHmac("sha256", keys.match).update(`${scheme}\0${number}`).digest("base64url")

/** A person's pairwise subject at a department (not at a redirect host): the same for all its clients. */
export const subjectOf = (keys: PersonKeys, department: string, personId: string): string =>
  createHmac("sha256", keys.pairwise).update(`${department}\0${personId}`).digest("base64url")

/** The account of an identified person, made at the first login. */
export async function personOf(
  db: Database,
  keys: PersonKeys,
  identified: Identified,
  now: Date,
): Promise<PersonRow> {
  const match = matchOf(keys, identified.scheme, identified.number)
  return db
    .insertInto("persons")
    .values({
      id: newId(keys.pairwise, match, now),
      match,
      masked_name: identified.maskedName,
      assurance_level: identified.assurance.level,
      assurance_scheme: identified.assurance.scheme,
      assurance_value: identified.assurance.value,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict.column("match").doUpdateSet({
        masked_name: identified.maskedName,
        assurance_level: identified.assurance.level,
        assurance_scheme: identified.assurance.scheme,
        assurance_value: identified.assurance.value,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Keeps the row that leads back from a pairwise subject to the person. */
export async function keepSubject(
  db: Database | Trx,
  department: string,
  subject: string,
  personId: string,
): Promise<void> {
  await db
    .insertInto("subjects")
    .values({ department_id: department, subject, person_id: personId })
    .onConflict((conflict) => conflict.columns(["department_id", "subject"]).doNothing())
    .execute()
}

/** The same, at a login at that department: from then on it has met the person. */
export async function meetSubject(
  db: Database,
  { department, subject, personId }: { department: string; subject: string; personId: string },
  now: Date,
): Promise<void> {
  await db
    .insertInto("subjects")
    .values({ department_id: department, subject, person_id: personId, met_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(["department_id", "subject"])
        .doUpdateSet({ met_at: now })
        .where("subjects.met_at", "is", null),
    )
    .execute()
}

export const findPerson = (db: Database | Trx, id: string): Promise<PersonRow | undefined> =>
  db.selectFrom("persons").selectAll().where("id", "=", id).executeTakeFirst()

/** The person behind a pairwise subject of a department. */
export const findBySubject = (
  db: Database | Trx,
  department: string,
  subject: string,
): Promise<PersonRow | undefined> =>
  db
    .selectFrom("subjects")
    .innerJoin("persons", "persons.id", "subjects.person_id")
    .selectAll("persons")
    .where("subjects.department_id", "=", department)
    .where("subjects.subject", "=", subject)
    .executeTakeFirst()
