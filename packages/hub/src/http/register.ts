import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import * as z from "zod/mini"
import type { Endpoint } from "@tongban/standards"
import type { Authenticate } from "../policy/authenticate.ts"
import { authorize } from "../policy/policy.ts"
import { inTransaction } from "../store/database.ts"
import type { Database, Trx } from "../store/database.ts"
import { spanned } from "../telemetry/tracing.ts"
import { batchReader, sendBatch } from "./batch.ts"
import { callerName } from "./caller-name.ts"
import { entityTag, isKnown } from "./entity-tag.ts"
import { hashOf, keyOf, once } from "./idempotency.ts"
import { languageOf } from "./language.ts"
import { pageAsked } from "./paging.ts"
import { ifMatchOf, preconditionOf } from "./precondition.ts"
import type { Versions } from "./precondition.ts"
import { Problem } from "./problem.ts"
import { sendEvents } from "./send-events.ts"
import type { BatchLine, Context, Services } from "./operation.ts"

type AnyContext = Context<Endpoint> & { db: Trx }

/** A handler as the registrar sees it: the types of one operation are checked where it is written. */
export type AnyHandler =
  | ((context: AnyContext) => Promise<unknown>)
  | {
      write(context: AnyContext): Promise<unknown>
      answer(stored: unknown, services: Services): Promise<unknown>
    }
  | {
      follow(context: AnyContext, signal: AbortSignal): AsyncIterable<unknown>
      position?(event: unknown): string
    }
  | {
      batch(
        context: AnyContext & { db: Database },
        lines: readonly BatchLine<unknown>[],
      ): Promise<unknown[]>
    }

export interface Registrar {
  app: FastifyInstance
  db: Database
  services: Services
  versions: Versions
  authenticate: Authenticate
}

/** Registers one operation of the contract: who may call it, its schemas, its transaction, its key. */
export function register(registrar: Registrar, operation: Endpoint, handler: AnyHandler): void {
  const { app, db, services, authenticate } = registrar
  const precondition = preconditionOf(operation, registrar.versions)
  const readLines =
    operation.kind === "ndjson" && operation.body ? batchReader(operation.body) : undefined

  app.route({
    method: operation.method,
    url: operation.path,
    config: { operation: operation.id },
    schema: {
      ...(operation.params && { params: z.compile(operation.params) }),
      ...(operation.query && { querystring: z.compile(operation.query) }),
      ...(operation.body && readLines === undefined && { body: z.compile(operation.body) }),
      ...(operation.answer &&
        operation.kind === "json" && { response: { [statusOf(operation)]: operation.answer } }),
    },
    handler: spanned(operation, async (request, reply) => {
      const at = services.now()
      const principal = await authenticate(request, operation, at)
      request.caller = principal
      const refusal = authorize(operation, principal)
      if (refusal !== undefined) throw new Problem(refusal)
      const ifMatch = ifMatchOf(request, precondition)

      const context = (database: Database | Trx): AnyContext =>
        ({
          ...services,
          at,
          principal,
          params: request.params,
          query: request.query,
          body: request.body,
          lastEventId: lastEventIdOf(request),
          language: languageOf(request.headers["accept-language"]),
          page: pageAsked(services.cursorKey, {
            operation: operation.id,
            caller: callerName(principal),
            params: request.params,
            query: request.query,
          }),
          db: database,
        }) as AnyContext

      if ("follow" in handler)
        return sendEvents(reply, {
          follow: (signal) => handler.follow(context(db), signal),
          positionOf: (event) => handler.position?.(event),
          stopping: services.stopping,
        })
      if ("batch" in handler) {
        const lines = (await readLines?.(request.body)) ?? []
        const answers = await handler.batch(context(db), lines)
        services.feed.nudge()
        return sendBatch(reply, answers)
      }
      if (operation.method === "GET" && typeof handler === "function") {
        return send(operation, request, reply, await handler(context(db)))
      }
      const stored = await inTransaction(db, (trx) => {
        const work = async () => {
          const by = context(trx)
          if (ifMatch !== undefined) await precondition?.(by, request.params, ifMatch)
          return (typeof handler === "function" ? handler : handler.write)(by)
        }
        if (operation.idempotent !== true) return work()
        const key = keyOf(request.headers["idempotency-key"])
        const bodyHash = hashOf(services.personKeys.match, [request.params, request.body])
        return once(
          trx,
          { caller: callerName(principal), key, operation: operation.id, bodyHash },
          at,
          work,
        )
      })
      services.feed.nudge()
      const answer = typeof handler === "function" ? stored : await handler.answer(stored, services)
      return send(operation, request, reply, answer)
    }),
  })
}

function lastEventIdOf({ headers }: FastifyRequest): string | undefined {
  const id = headers["last-event-id"]
  return typeof id === "string" ? id : undefined
}

const statusOf = ({ status = 200 }: Endpoint): number => status

function send(
  operation: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: unknown,
): FastifyReply {
  void reply.code(statusOf(operation)).header("cache-control", "no-store")
  if (operation.versioned !== true) return reply.send(answer)
  const payload = reply.serialize(answer) as string
  const tag = entityTag(answer, payload)
  void reply.header("etag", tag)
  if (operation.method === "GET" && isKnown(request.headers["if-none-match"], tag))
    return reply.code(304).send()
  return reply.type("application/json; charset=utf-8").send(payload)
}
