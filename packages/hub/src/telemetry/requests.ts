import type { FastifyInstance, FastifyRequest } from "fastify"
import type { Problem } from "../http/problem.ts"
import type { Principal } from "../policy/principal.ts"

declare module "fastify" {
  interface FastifyContextConfig {
    /** The id of the contract's operation that the route is. */
    operation?: string
  }
  interface FastifyRequest {
    /** Who calls, once that is known. */
    caller: Principal | undefined
    /** What it was refused with. */
    refusal: Problem | undefined
  }
}

/** One request that is over, as whoever operates the hub is told of it: nothing about anybody. */
export interface Answered {
  /** The operation's id; of what the contract leaves out, the route's template. */
  operation: string
  method: string
  status: number
  seconds: number
  requestId: string
  /** The department's client, where one called, or a citizen through it. */
  client?: string
  refusal?: Problem
  /** The connection ended before the answer did. */
  cut: boolean
}

/** Tells of each request once it is over, however it ends: an answer, a stream that was left, a cut. */
export function watchRequests(app: FastifyInstance, tell: (answered: Answered) => void): void {
  app.decorateRequest("caller", undefined)
  app.decorateRequest("refusal", undefined)
  app.addHook("onRequest", (request, reply, done) => {
    const began = performance.now()
    reply.raw.once("close", () => {
      const client = clientOf(request.caller)
      const { refusal } = request
      tell({
        operation: operationOf(request),
        method: request.method,
        status: reply.raw.statusCode,
        seconds: (performance.now() - began) / 1000,
        requestId: request.id,
        ...(client !== undefined && { client }),
        ...(refusal !== undefined && { refusal }),
        cut: !reply.raw.writableFinished,
      })
    })
    done()
  })
}

/** Never by its address, which may hold a number. */
const operationOf = ({ routeOptions: { config, url } }: FastifyRequest): string =>
  config.operation ?? url ?? "not_found"

const clientOf = (caller: Principal | undefined): string | undefined =>
  caller !== undefined && "clientId" in caller ? caller.clientId : undefined
