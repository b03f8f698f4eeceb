import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api"
import type { Context, Span, SpanOptions } from "@opentelemetry/api"
import type { FastifyReply, FastifyRequest } from "fastify"
import { problems } from "@tongban/standards"
import type { Endpoint } from "@tongban/standards"
import { Problem } from "../http/problem.ts"
import { sqlState } from "../store/database.ts"
import type { Failure, Outcome } from "../webhooks/post.ts"

/** Does nothing where the operator has loaded no SDK of OpenTelemetry (`node --import`). */
const tracer = trace.getTracer("@tongban/hub")

/**
 * Answers an operation in a span of its own, which goes on with the caller's trace (W3C Trace Context). Its
 * attributes name the operation and the client, and nothing that a request carries.
 */
export const spanned =
  <T>(
    { id, method, path }: Endpoint,
    answer: (request: FastifyRequest, reply: FastifyReply) => Promise<T>,
  ) =>
  (request: FastifyRequest, reply: FastifyReply): Promise<T> => {
    const attributes = { "http.request.method": method, "http.route": path }
    const from = callersContext(request)
    return inSpan(id, { kind: SpanKind.SERVER, attributes }, from, async (span) => {
      const ended = (status: number) => {
        span.setAttribute("http.response.status_code", status)
        const { caller } = request
        if (caller !== undefined && "clientId" in caller)
          span.setAttribute("tongban.client", caller.clientId)
      }
      try {
        const answered = await answer(request, reply)
        ended(reply.statusCode)
        return answered
      } catch (error) {
        ended(problems[error instanceof Problem ? error.code : "internal"].status)
        throw error
      }
    })
  }

/** What the operator's own instrumentation has begun, or else what the caller sent. */
function callersContext({ headers }: FastifyRequest): Context {
  const here = context.active()
  return trace.getSpan(here) === undefined ? propagation.extract(here, headers) : here
}

/**
 * Brings a message to a webhook in a span of its own, and hands the trace on with it.
 *
 * @param begun - the trace of what happened, as the outbox keeps it; the present one where it is null
 */
export function inDelivery(
  { type, host }: { type: string; host: string },
  begun: string | null,
  work: (headers: Record<string, string>) => Promise<Outcome>,
): Promise<Outcome> {
  const here = context.active()
  const from = begun === null ? here : propagation.extract(here, { traceparent: begun })
  const attributes = { "cloudevents.event_type": type, "server.address": host }
  return inSpan("webhook", { kind: SpanKind.CLIENT, attributes }, from, async (span) => {
    const headers: Record<string, string> = {}
    propagation.inject(context.active(), headers)
    const outcome = await work(headers)
    if (outcome.status !== undefined) span.setAttribute("http.response.status_code", outcome.status)
    if (!outcome.delivered) failed(span, outcome.rule)
    return outcome
  })
}

/** Calls a portal in a span. The trace isn't handed on: the OpenID library makes the request. */
export const inCall = <T>(name: string, clientId: string, work: () => Promise<T>): Promise<T> =>
  inSpan(
    name,
    { kind: SpanKind.CLIENT, attributes: { "tongban.client": clientId } },
    context.active(),
    work,
  )

/** The present trace, to be kept with what happens in it; null where there is none. */
export function presentTrace(): string | null {
  const carrier: { traceparent?: string } = {}
  propagation.inject(context.active(), carrier)
  return carrier.traceparent ?? null
}

async function inSpan<T>(
  name: string,
  options: SpanOptions,
  parent: Context,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, options, parent, async (span) => {
    try {
      return await work(span)
    } catch (error) {
      // Never the error's own words: they may quote what was sent.
      if (error instanceof Problem) span.setAttribute("error.type", error.code)
      else failed(span, sqlState(error) ?? (error instanceof Error ? error.name : "unknown"))
      throw error
    } finally {
      span.end()
    }
  })
}

function failed(span: Span, type: Failure["rule"] | (string & {})): void {
  span.setAttribute("error.type", type)
  span.setStatus({ code: SpanStatusCode.ERROR })
}
