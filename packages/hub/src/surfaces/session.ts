import type { startSurfaceSession, unlockSurface } from "@tongban/standards"
import { Problem } from "../http/problem.ts"
import type { Handle } from "../http/operation.ts"
import { mustBe } from "../policy/must-be.ts"
import { hashOfSecret, newSecret } from "../secrets.ts"
import type { Trx } from "../store/database.ts"
import type { SurfaceRow } from "../store/tables.ts"
import { liveSurface } from "./find.ts"
import { surfaceLifetime } from "./lifetime.ts"

/** A click in the unlock window (protocol M5): the person must be the surface's own. */
export const unlock: Handle<typeof unlockSurface> = async ({ db, principal, params, at }) => {
  const { login } = mustBe("browser", principal)
  const surface = await liveSurface(db, params.surfaceId, at)
  if (login === undefined) throw new Problem("login_required")
  if (login.personId !== surface.person_id) throw new Problem("other_account")

  const code = newSecret()
  await db
    .insertInto("unlock_codes")
    .values({
      code_hash: hashOfSecret(code),
      surface_id: surface.id,
      expires_at: new Date(at.getTime() + surfaceLifetime.unlockCodeMs),
    })
    .execute()
  return { code }
}

/** Protocol M5: by the login cookie of the surface's own person, or by a code from the unlock window. */
export const start: Handle<typeof startSurfaceSession> = async (context) => {
  const { db, principal, params, body, at } = context
  const { login } = mustBe("browser", principal)
  const surface = await liveSurface(db, params.surfaceId, at)
  if (body.code !== undefined) {
    await useCode(db, surface, body.code, at)
  } else if (login === undefined) {
    throw new Problem("unlock_required")
  } else if (login.personId !== surface.person_id) {
    throw new Problem("other_account")
  }

  const token = newSecret()
  await db
    .insertInto("surface_sessions")
    .values({
      token_hash: hashOfSecret(token),
      surface_id: surface.id,
      created_at: at,
      seen_at: at,
      method: body.code === undefined ? "cookie" : "unlock",
    })
    .execute()
  return { token, expiresAt: surface.expires_at.toISOString() }
}

/** A code works once, for its own surface, for 30 seconds. */
async function useCode(trx: Trx, surface: SurfaceRow, code: string, now: Date): Promise<void> {
  const used = await trx
    .deleteFrom("unlock_codes")
    .where("code_hash", "=", hashOfSecret(code))
    .where("surface_id", "=", surface.id)
    .where("expires_at", ">", now)
    .returning("code_hash")
    .executeTakeFirst()
  if (used === undefined) throw new Problem("unlock_required")
}
