import http from "node:http"
import type { IncomingMessage, RequestOptions } from "node:http"
import https from "node:https"
import { isIPv6 } from "node:net"
import type { LookupFunction } from "node:net"
import type { AddressRules } from "./address.ts"
import { retryAfterMs } from "./schedule.ts"

/** What came of one try. */
export type Outcome = { delivered: true; status: number } | Failure
export interface Failure {
  delivered: false
  rule:
    | "status"
    | "redirect"
    | "timeout"
    | "unreachable"
    | "certificate"
    | "address_refused"
    | "unresolved"
  status?: number
  /** How long it asked to be left alone. */
  pauseMs?: number
}

/** How long one try may take, from the name to the answer. */
export const tryWithinMs = 15_000
/** So much of an answer is read, out of courtesy: only its status says something. */
const mostRead = 64 * 1024

export type Post = (
  url: string,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
) => Promise<Outcome>

/**
 * Posts once. The address is resolved once, judged, and is the one that is connected to; a redirect is
 * never followed.
 *
 * @throws where `signal` aborts: nothing is known then
 */
export const poster =
  (rules: Pick<AddressRules, "resolve">, withinMs = tryWithinMs): Post =>
  async (target, headers, body, signal) => {
    const url = new URL(target)
    const late = AbortSignal.timeout(withinMs)
    const over = AbortSignal.any([signal, late])
    try {
      const place = await Promise.race([rules.resolve(url), rejection(over)])
      if ("rule" in place) return { delivered: false, rule: place.rule }
      const options = { ...pinned(place.address), headers, signal: over }
      return await outcomeOf(await send(url, options, body))
    } catch (error) {
      signal.throwIfAborted()
      return { delivered: false, rule: late.aborted ? "timeout" : ruleOf(error) }
    }
  }

function send(url: URL, options: RequestOptions, body: string): Promise<IncomingMessage> {
  const { request } = url.protocol === "https:" ? https : http
  return new Promise((resolve, reject) => {
    request(url, { ...options, method: "POST", agent: false }, resolve)
      .on("error", reject)
      .end(body)
  })
}

/** Too many requests; service unavailable: what says when to come back (RFC 9110 §10.2.3, RFC 6585 §4). */
const pauses = new Set([429, 503])

async function outcomeOf(answer: IncomingMessage): Promise<Outcome> {
  const { statusCode: status = 0, headers } = answer
  await readALittle(answer)
  if (status >= 200 && status < 300) return { delivered: true, status }
  const pauseMs = pauses.has(status) ? retryAfterMs(headers["retry-after"], new Date()) : undefined
  return {
    delivered: false,
    rule: status >= 300 && status < 400 ? "redirect" : "status",
    status,
    ...(pauseMs !== undefined && { pauseMs }),
  }
}

async function readALittle(answer: IncomingMessage): Promise<void> {
  let read = 0
  try {
    for await (const chunk of answer) {
      read += (chunk as Buffer).length
      if (read > mostRead) return
    }
  } catch {
    // The status was said before, and stands.
  }
}

/** Connects to this address, whatever the name stands for by then. */
function pinned(address: string): { lookup: LookupFunction } {
  const family = isIPv6(address) ? 6 : 4
  return {
    lookup: (_host, { all }, answer) => {
      if (all === true) answer(null, [{ address, family }])
      else answer(null, address, family)
    },
  }
}

/** Rejects once the signal aborts. */
const rejection = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason as Error)
    })
  })

/** OpenSSL's names of what is wrong with a certificate, and Node's own. */
const certificateFault = /CERT|ISSUER|SIGNATURE|ALTNAME|^CRL_/

const ruleOf = (error: unknown): Failure["rule"] =>
  error instanceof Error && "code" in error && certificateFault.test(String(error.code))
    ? "certificate"
    : "unreachable"
