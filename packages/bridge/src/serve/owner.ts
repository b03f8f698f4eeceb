import { randomUUID } from "node:crypto"
import type { DatabaseSync } from "node:sqlite"
import Fastify from "fastify"
import type { FastifyInstance } from "fastify"
import type { JWK } from "jose"
import { deliver } from "@tongban/standards/contract/owner"
import type { ServeConfig } from "../config.ts"
import { readPrivateKey } from "../config.ts"
import { BridgeFault, reasonOf } from "../fault.ts"
import { deliverPaper } from "./deliver-paper.ts"
import type { Serving } from "./deliver-paper.ts"
import { openDeliveryLog } from "./delivery-log.ts"
import { openPapers } from "./papers.ts"
import { pinnedDirectory } from "./pinned-directory.ts"
import { answerProblem, Problem } from "./problem.ts"
import { reread } from "./reread.ts"
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
): Promise<Owner> {
  const { hub, client, instance, listen } = config
  const key = readPrivateKey(config.key) as JWK
  const pinned = await reread(config.directory.file, () => pinnedDirectory(config, state), say)
  const index = await reread(config.papers.index, () => openPapers(config.papers), say)
  const log = await openDeliveryLog(stateFolder)
  const known = { hub, client, instance, bootedAt: new Date() }
  const used = usedTickets(log.recent)
  const app = ownerApp(async () => ({
    gate: { ...known, ...(await pinned.current()) },
    papers: await index.current(),
    used,
    log,
    key,
  }))
  try {
    await app.listen(listen)
  } catch (error) {
    await log.close()
    throw new BridgeFault(cannotListen(listen, reasonOf(error)))
  }
  return {
    url: (await pinned.current()).url,
    papers: (await index.current()).size,
    async close() {
      await app.close()
      await log.close()
    },
  }
}

function cannotListen({ host, port }: ServeConfig["listen"], reason: string): string {
  return reason === "EADDRINUSE"
    ? `port ${port} of ${host} is taken by another program; stop that one, or set another port in serve.listen`
    : `cannot listen on port ${port} of ${host} (${reason}); set an address of this machine, and a port that this user may take, in serve.listen`
}

function ownerApp(serving: () => Promise<Serving>): FastifyInstance {
  const app = Fastify({
    // Only errors, and of a request only its method and route: no address, token or reference.
    logger: {
      level: "error",
      serializers: { req: ({ method, routeOptions }) => ({ method, route: routeOptions.url }) },
    },
    // A delivery has no body.
    bodyLimit: 1024,
    requestTimeout: 15_000,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
  })
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler((request, reply) => {
    answerProblem(new Problem("not_found"), request, reply)
  })
  app.addHook("onSend", (request, reply, _, done) => {
    void reply
      .header("x-request-id", request.id)
      .header("x-content-type-options", "nosniff")
      .header("cache-control", "no-store")
    done()
  })
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
  return app
}
