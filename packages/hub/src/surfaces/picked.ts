import type { dropPicked, getPicked, ToldItem } from "@tongban/standards"
import { handleOf } from "../grants/grant.ts"
import type { Handle } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import { mustBe } from "../policy/must-be.ts"
import { dropPromise, promisesOf } from "../undertakings/picked.ts"
import { findSurface } from "./find.ts"

/** What was picked in a surface, for the citizen and the client that opened it and for nobody else. */
export const get: Handle<typeof getPicked> = async ({ db, principal, params, at, handleKey }) => {
  const { department, clientId, subject } = mustBe("citizen", principal)
  const surface = await findSurface(db, params.surfaceId)
  const isOwn =
    surface.department_id === department &&
    surface.client_id === clientId &&
    surface.subject === subject
  if (!isOwn) throw new Problem("not_found")

  const rows = await db
    .selectFrom("handles")
    .innerJoin("grants", (join) =>
      join
        .onRef("grants.department_id", "=", "handles.department_id")
        .onRef("grants.id", "=", "handles.grant_id"),
    )
    .innerJoin("materials", (join) =>
      join
        .onRef("materials.department_id", "=", "grants.material_department_id")
        .onRef("materials.id", "=", "grants.material_id"),
    )
    .select(["handles.requirement", "handles.grant_id", "materials.uploaded", "grants.decided_at"])
    .where("handles.surface_id", "=", surface.id)
    .where("handles.expires_at", ">", at)
    .where("grants.withdrawn_at", "is", null)
    .orderBy("grants.person_seq")
    .execute()
  const papers = rows.map(({ requirement, grant_id, uploaded, decided_at }) => ({
    at: decided_at,
    item: {
      requirement,
      kind: uploaded ? ("upload" as const) : ("held" as const),
      handle: handleOf(handleKey, grant_id),
    },
  }))
  const promises = await promisesOf(db, surface, handleKey, at)
  // The newest choice for each requirement.
  const inOrder = [...papers, ...promises].sort((a, b) => a.at.getTime() - b.at.getTime())
  const items = new Map<string, ToldItem>(inOrder.map(({ item }) => [item.requirement, item]))
  return { items: [...items.values()] }
}

/** Takes back what was picked for one requirement, before it is submitted. */
export const drop: Handle<typeof dropPicked> = async ({ db, principal, body, at }) => {
  const { surfaceId } = mustBe("surface", principal)
  await dropPromise(db, surfaceId, body.requirement, at)
  await db
    .updateTable("grants")
    .set({ withdrawn_at: at })
    .where("withdrawn_at", "is", null)
    .where((where) =>
      where.exists(
        where
          .selectFrom("handles")
          .select("handles.handle_hash")
          .whereRef("handles.department_id", "=", "grants.department_id")
          .whereRef("handles.grant_id", "=", "grants.id")
          .where("handles.surface_id", "=", surfaceId)
          .where("handles.requirement", "=", body.requirement)
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom("redemptions")
                  .select("redemptions.id")
                  .whereRef("redemptions.handle_hash", "=", "handles.handle_hash"),
              ),
            ),
          ),
      ),
    )
    .execute()
  return undefined
}
