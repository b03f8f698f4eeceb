import { randomUUID } from "node:crypto"
import Fastify from "fastify"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { errorLog } from "@tongban/standards"
import { BridgeFault, reasonOf } from "./fault.ts"
import { answerProblem, Problem } from "./serve/problem.ts"

/** An address of this machine. */
export interface Listen {
  host: string
  port: number
}

/** A server on one address, before it listens. */
export interface Listener {
  app: FastifyInstance
  /** Answers what nothing else does; a problem, unless somebody has a page for it. */
  notFound(request: FastifyRequest, reply: FastifyReply): unknown
}

/** The addresses that a bridge listens on. What has the same address shares its server. */
export interface Listeners {
  /** @param place where the configuration says so */
  at(listen: Listen, place: string): Listener
  /** @throws {BridgeFault} where an address is taken or not this machine's */
  open(): Promise<void>
  close(): Promise<void>
}

/** None at first. */
export function newListeners(): Listeners {
  const known = new Map<string, Listener & { listen: Listen; place: string }>()
  return {
    at(listen, place) {
      const address = `${listen.host}:${listen.port}`
      const listener = known.get(address) ?? Object.assign(newListener(), { listen, place })
      known.set(address, listener)
      return listener
    },
    async open() {
      for (const { app, listen, place } of known.values()) {
        await app.listen(listen).catch((error: unknown) => {
          throw new BridgeFault(cannotListen(listen, place, reasonOf(error)))
        })
      }
    },
    async close() {
      for (const { app } of known.values()) await app.close()
    },
  }
}

function newListener(): Listener {
  const app = Fastify({
    logger: errorLog,
    // A delivery has no body; the gateway reads its own.
    bodyLimit: 1024,
    requestTimeout: 15_000,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
  })
  const listener: Listener = {
    app,
    notFound(request, reply) {
      answerProblem(new Problem("not_found"), request, reply)
    },
  }
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler((request, reply) => listener.notFound(request, reply))
  app.addHook("onSend", (request, reply, _, done) => {
    void reply.header("x-request-id", request.id).header("x-content-type-options", "nosniff")
    if (!reply.hasHeader("cache-control")) void reply.header("cache-control", "no-store")
    done()
  })
  return listener
}

function cannotListen({ host, port }: Listen, place: string, reason: string): string {
  return reason === "EADDRINUSE"
    ? `port ${port} of ${host} is taken by another program; stop that one, or set another port in ${place}`
    : `cannot listen on port ${port} of ${host} (${reason}); set an address of this machine, and a port that this user may take, in ${place}`
}
