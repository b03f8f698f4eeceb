import { contractVersion } from "@tongban/standards"
import type { discover, endSession, health } from "@tongban/standards"
import { sql } from "kysely"
import { idempotencyHours } from "../http/idempotency.ts"
import { bodyLimit } from "../http/limits.ts"
import { twoSteps } from "../http/operation.ts"
import type { Handle } from "../http/operation.ts"
import { issuerOf } from "../identity/provider.ts"
import { mustBe } from "../policy/must-be.ts"

export const discovery: Handle<typeof discover> = ({ origin, sandbox }) =>
  Promise.resolve({
    contract: contractVersion,
    issuer: issuerOf(origin),
    sandbox,
    capabilities: ["login", "status", "reuse", "issue"],
    limits: { bodyBytes: bodyLimit, idempotencyHours },
  })

export const healthy: Handle<typeof health> = async ({ db }) => {
  await sql`select 1`.execute(db)
  return { status: "ok" }
}

/** Logout is a fact in the hub (protocol §0.3). The provider's storage is not ours to lock: after the commit. */
export const end = twoSteps<typeof endSession, string | undefined>({
  write: ({ principal }) => Promise.resolve(mustBe("citizen", principal).loginUid),
  async answer(loginUid, { endLogin }) {
    if (loginUid !== undefined) await endLogin(loginUid)
    return undefined
  },
})
