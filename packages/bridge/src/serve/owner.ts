import type { DatabaseSync } from "node:sqlite"
import type { FastifyInstance } from "fastify"
import type { JWK } from "jose"
import { deliver } from "@tongban/standards/contract/owner"
import type { ServeConfig } from "../config.ts"
import { readPrivateKey } from "../config.ts"
import { deliverPaper } from "./deliver-paper.ts"
import type { Serving } from "./deliver-paper.ts"
import { openDeliveryLog } from "./delivery-log.ts"
import { openPapers } from "./papers.ts"
import { pinnedDirectory } from "./pinned-directory.ts"
import { ownPolicy } from "./policy.ts"
import { reread } from "./reread.ts"
import { spooledTickets } from "./spool.ts"
import { usedTickets } from "./used-tickets.ts"

export interface Owner {
  /** Where recipients reach it. */
  url: string
  papers: number
  close(): Promise<void>
}

/**
 * Serves a department's papers to whoever brings the hub's ticket and the directory's key (protocol
 * M12). Directory and index are read again when they change: a revoked recipient gets nothing more.
 *
 * @throws {BridgeFault} where something named in the configuration is missing or does not fit
 */
export async function serveOwner(
  config: ServeConfig,
  stateFolder: string,
  state: DatabaseSync,
  say: (message: string) => void,
  app: FastifyInstance,
): Promise<Owner> {
  const { hub, client, instance } = config
  const key = readPrivateKey(config.key) as JWK
  const pinned = await reread(config.directory.file, () => pinnedDirectory(config, state), say)
  const index = await reread(config.papers.index, () => openPapers(config.papers), say)
  const log = await openDeliveryLog(stateFolder)
  const spool = config.spool === undefined ? undefined : await spooledTickets(config.spool)
  const used = spool ?? usedTickets(log.recent)
  let papers = await index.current()
  const policy = ownPolicy(config.policy, (ref) => papers.typeOf(ref), log.recent)
  const known = { hub, client, instance, bootedAt: spool?.since ?? new Date(), policy }
  addRoutes(app, async () => ({
    gate: { ...known, ...(await pinned.current()) },
    papers: (papers = await index.current()),
    used,
    log,
    key,
  }))
  return {
    url: (await pinned.current()).url,
    papers: papers.size,
    close: () => log.close(),
  }
}

/** Where a paper is fetched, and where a monitor asks whether anybody is there. */
function addRoutes(app: FastifyInstance, serving: () => Promise<Serving>): void {
  app.get("/healthz", (_, reply) => reply.send({ status: "ok" }))
  app.post(deliver.path, async ({ headers, method }) => {
    const { authorization = "", dpop } = headers
    return deliverPaper(await serving(), {
      ticket: authorization.startsWith("DPoP ") ? authorization.slice("DPoP ".length) : "",
      proof: typeof dpop === "string" ? dpop : "",
      method,
      path: deliver.path,
      now: new Date(),
    })
  })
}
