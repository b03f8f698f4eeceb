import { problemOf } from "@tongban/standards"
import type { Language, ProblemCode } from "@tongban/standards"

/** A problem answer of the gateway's own, in the reader's language. */
export function problemAnswer(
  request: Request,
  code: ProblemCode,
  cookies: readonly string[] = [],
): Response {
  const body = problemOf(code, {}, languageOf(request), crypto.randomUUID())
  return withCookies(
    new Response(JSON.stringify(body), {
      status: body.status,
      headers: {
        "content-type": "application/problem+json; charset=utf-8",
        "cache-control": "no-store",
      },
    }),
    cookies,
  )
}

export function jsonAnswer(body: unknown, cookies: readonly string[] = []): Response {
  return withCookies(
    new Response(JSON.stringify(body), {
      headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
    }),
    cookies,
  )
}

export function redirect(location: string, cookies: readonly string[] = []): Response {
  return withCookies(
    new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } }),
    cookies,
  )
}

function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append("set-cookie", cookie)
  return response
}

const languageOf = (request: Request): Language =>
  /^en\b/i.test(request.headers.get("accept-language") ?? "") ? "en" : "zh-CN"
