import { sql } from "kysely"
import type { DeliveryDifferenceKind, listDifferences, reportDeliveries } from "@tongban/standards"
import type { Handle } from "../http/operation.ts"
import { mustBe } from "../policy/must-be.ts"
import type { Database, Trx } from "../store/database.ts"
import { readPage } from "../store/read-page.ts"
import { outcomeWithinMs } from "./delivery.ts"

/** Keeps what the owner says that it gave out; each ticket once. */
export const reportLines: Handle<typeof reportDeliveries> = async ({ db, principal, body, at }) => {
  const { department, clientId } = mustBe("client", principal)
  const { lines, completeUntil } = body
  const kept =
    lines.length === 0
      ? []
      : await db
          .insertInto("delivery_lines")
          .values(
            lines.map((line) => ({ ...line, department_id: department, at: new Date(line.at) })),
          )
          .onConflict((conflict) => conflict.columns(["department_id", "jti"]).doNothing())
          .returning("jti")
          .execute()
  if (completeUntil !== undefined) {
    const complete_until = new Date(completeUntil)
    await db
      .insertInto("delivery_logs")
      .values({ department_id: department, client_id: clientId, complete_until })
      .onConflict((conflict) =>
        conflict
          .columns(["department_id", "client_id"])
          .doUpdateSet({ complete_until })
          .where("delivery_logs.complete_until", "<", complete_until),
      )
      .execute()
  }
  const { count } = await ofOwner(db, department, at)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow()
  return { taken: kept.length, differences: count }
}

/** As the logs are now: nothing of it is stored, so what has come meanwhile is no difference any more. */
export const differences: Handle<typeof listDifferences> = async ({ db, principal, page, at }) => {
  const { department, clientKind } = mustBe("client", principal)
  const differing =
    clientKind === "serve" ? ofOwner(db, department, at) : ofRecipient(db, department, at)
  const { rows, next } = await readPage(
    differing.selectAll(),
    {
      at: "differing.at",
      id: "differing.id",
      direction: "asc",
      positionOf: ({ at: stood, id }) => ({ at: stood, id }),
    },
    page,
  )
  return {
    items: rows.map(({ kind, acc, at: stood, recipient, redemption, local_number }) => ({
      kind,
      acc,
      at: stood.toISOString(),
      recipient,
      ...(redemption !== null && { redemption }),
      ...(local_number !== null && { localNumber: local_number }),
    })),
    ...(next !== undefined && { next }),
  }
}

type Db = Database | Trx

const kindOf = (kind: DeliveryDifferenceKind) => sql.lit<DeliveryDifferenceKind>(kind)
const nothing = sql<string | null>`cast(null as text)`

/** What an owner gave out that hub and recipient know otherwise, or not at all. */
const ofOwner = (db: Db, department: string, now: Date) =>
  db.selectFrom(
    db
      .selectFrom("delivery_lines as line")
      .leftJoin(
        usesOf(db)
          .select(["redemptions.id", "redemptions.acc", "redemptions.recipient"])
          .select(["redemptions.outcome", "handles.digest"])
          .where("handles.material_department_id", "=", department)
          .as("use"),
        "use.acc",
        "line.acc",
      )
      .select(({ case: when, ref }) =>
        when()
          .when("use.id", "is", null)
          .then(kindOf("unknownUse"))
          .when("use.digest", "!=", ref("line.digest"))
          .then(kindOf("otherPaper"))
          .when("use.recipient", "!=", ref("line.recipient"))
          .then(kindOf("otherRecipient"))
          .else(kindOf("notConfirmed"))
          .end()
          .as("kind"),
      )
      .select(["line.jti as id", "line.acc", "line.at", "line.recipient", "use.id as redemption"])
      .select(nothing.as("local_number"))
      .where("line.department_id", "=", department)
      .where(({ eb, or, and, ref }) =>
        or([
          eb("use.id", "is", null),
          eb("use.digest", "!=", ref("line.digest")),
          eb("use.recipient", "!=", ref("line.recipient")),
          and([
            eb("line.at", "<", new Date(now.getTime() - outcomeWithinMs)),
            eb("use.outcome", "is distinct from", "delivered"),
          ]),
        ]),
      )
      .unionAll(
        neverGivenOut(db)
          .select(nothing.as("local_number"))
          .where("handles.material_department_id", "=", department),
      )
      .as("differing"),
  )

/** What a department redeemed of which it has not said whether it came, or says so against the owner's log. */
const ofRecipient = (db: Db, department: string, now: Date) =>
  db.selectFrom(
    usesOf(db)
      .select([kindOf("notConfirmed").as("kind"), "redemptions.id", "redemptions.acc"])
      .select(["redemptions.at", "redemptions.recipient", "redemptions.id as redemption"])
      .select("redemptions.local_number")
      .where("redemptions.department_id", "=", department)
      .where("redemptions.outcome", "is", null)
      .where("redemptions.at", "<", new Date(now.getTime() - outcomeWithinMs))
      .unionAll(
        neverGivenOut(db)
          .select("redemptions.local_number")
          .where("redemptions.department_id", "=", department),
      )
      .as("differing"),
  )

const usesOf = (db: Db) =>
  db
    .selectFrom("redemptions")
    .innerJoin("handles", "handles.handle_hash", "redemptions.handle_hash")

/** What its recipient says has come, while the owner's log is complete beyond it and has no line. */
const neverGivenOut = (db: Db) =>
  usesOf(db)
    .select([kindOf("notGivenOut").as("kind"), "redemptions.id", "redemptions.acc"])
    .select(["redemptions.at", "redemptions.recipient", "redemptions.id as redemption"])
    .where("redemptions.outcome", "=", "delivered")
    .where(({ and, not, exists, selectFrom }) =>
      and([
        exists(
          selectFrom("delivery_logs")
            .select("client_id")
            .whereRef("delivery_logs.department_id", "=", "handles.material_department_id")
            .whereRef("complete_until", ">", "redemptions.outcome_at"),
        ),
        not(
          exists(
            selectFrom("delivery_lines")
              .select("jti")
              .whereRef("delivery_lines.department_id", "=", "handles.material_department_id")
              .whereRef("delivery_lines.acc", "=", "redemptions.acc"),
          ),
        ),
      ]),
    )
