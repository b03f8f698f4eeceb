import { contractVersion, pageSize, reportBatch } from "@tongban/standards"
import type { discover, health } from "@tongban/standards"
import { sql } from "kysely"
import { idempotencyHours } from "../http/idempotency.ts"
import { bodyLimit } from "../http/limits.ts"
import type { Handle } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import { issuerOf } from "../identity/provider.ts"

export const discovery: Handle<typeof discover> = ({
  origin,
  sandbox,
  urgeEveryDays,
  uploadBytes,
  rates,
}) =>
  Promise.resolve({
    contract: contractVersion,
    issuer: issuerOf(origin),
    sandbox,
    capabilities: ["login", "status", "reuse", "issue"],
    limits: {
      bodyBytes: bodyLimit,
      idempotencyHours,
      urgeEveryDays,
      batchLines: reportBatch.lines,
      batchBytes: reportBatch.bytes,
      uploadBytes,
      pageSize,
      rates,
    },
  })

export const healthy: Handle<typeof health> = async ({ db, stopping }) => {
  if (stopping.aborted) throw new Problem("stopping")
  await sql`select 1`.execute(db)
  return { status: "ok" }
}
