import type { listEvents } from "@tongban/standards"
import type { Handle } from "../http/operation.ts"
import { mustBe } from "../policy/must-be.ts"
import { readPage } from "../store/read-page.ts"
import { eventColumns, eventOf } from "./event.ts"

export const list: Handle<typeof listEvents> = async ({ db, origin, principal, query, page }) => {
  const { department } = mustBe("client", principal)
  const { after, since, type } = query
  let events = db
    .selectFrom("outbox")
    .select(eventColumns)
    .where("department_id", "=", department)
    .where("position", ">", Number(after ?? 0))
    .$narrowType<{ position: number }>()
  if (since !== undefined) events = events.where("at", ">=", new Date(since))
  if (type !== undefined) events = events.where("type", "=", type)
  const { rows, next } = await readPage(
    events,
    {
      at: "position",
      id: "id",
      direction: "asc",
      positionOf: ({ position, id }) => ({ at: position, id }),
    },
    page,
  )
  return { items: rows.map((row) => eventOf(origin, row)), ...(next !== undefined && { next }) }
}
