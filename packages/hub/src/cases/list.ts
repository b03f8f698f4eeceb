import type { listCases } from "@tongban/standards"
import type { Handle } from "../http/operation.ts"
import { readPage } from "../store/read-page.ts"
import { casesOf } from "./read.ts"
import type { CaseRead } from "./read.ts"
import { viewCases } from "./view.ts"

/** One page of the caller's own cases, by one statement. */
export const list: Handle<typeof listCases> = async (context) => {
  const { db, principal, query, page, at } = context
  const { state, item, since, hidden } = query
  const isDepartment = principal.kind === "client"
  let own = casesOf(db, principal)
  if (state !== undefined) own = own.where("cases.state", "=", state)
  if (item !== undefined) own = own.where("cases.item_code", "=", item)
  if (since !== undefined) own = own.where("cases.updated_at", ">=", new Date(since))
  // What its applicant put out of sight is no matter of the department's.
  if (!isDepartment) own = own.where("cases.hidden_at", hidden === "true" ? "is not" : "is", null)

  const { rows, next } = await readPage(own, isDepartment ? byChange : newestFirst, page)
  return { items: await viewCases(context, rows, at), ...(next && { next }) }
}

/** What changes while it is paged comes again further on. */
const byChange = {
  at: "cases.updated_at",
  id: "cases.id",
  direction: "asc",
  positionOf: ({ updated_at: at, id }: CaseRead) => ({ at, id }),
} as const

const newestFirst = {
  at: "cases.opened_at",
  id: "cases.id",
  direction: "desc",
  positionOf: ({ opened_at: at, id }: CaseRead) => ({ at, id }),
} as const
