import assert from "node:assert/strict"
import { test } from "node:test"
import * as sdk from "@tongban/sdk"
import { languages } from "@tongban/standards"
import type { Language } from "@tongban/standards"
import * as errors from "../../src/client/errors.ts"
import { retryAfterOf } from "../../src/client/retry-after.ts"

const url = "https://hub.example.gov.cn/v1/cases/c"
const drift = { operation: "cases.get", issues: [{ path: "turn", message: "Invalid input" }] }

/** One of each kind, by a copy of the module. */
const made = (from: typeof errors, language: Language = "en") => ({
  ProblemError: from.problemFrom(404, undefined, {}, language),
  AuthRequiredError: new from.AuthRequiredError({}, language),
  NetworkError: new from.NetworkError(url, new Error("x"), language),
  TimeoutError: new from.TimeoutError(url, new Error("x"), language),
  AbortedError: new from.AbortedError(new Error("x"), language),
  DriftError: new from.DriftError(drift, undefined, language),
})

const guards: Record<keyof ReturnType<typeof made>, (error: unknown) => boolean> = {
  ProblemError: (error) =>
    error instanceof Error &&
    error.name === "ProblemError" &&
    sdk.isProblemError(error, "invalid_request"),
  AuthRequiredError: sdk.isAuthRequiredError,
  NetworkError: sdk.isNetworkError,
  TimeoutError: sdk.isTimeoutError,
  AbortedError: sdk.isAbortedError,
  DriftError: sdk.isDriftError,
}

test("each guard knows its own kind from another copy of the package, and no other", async () => {
  const copy = new URL("../../src/client/errors.ts?another-copy", import.meta.url).href
  const others = made((await import(copy)) as typeof errors)
  for (const [name, error] of Object.entries(others)) {
    assert.equal(Object.getPrototypeOf(error) instanceof sdk.TongbanError, false, "another copy")
    assert.equal(error.name, name)
    assert.ok(sdk.isTongbanError(error))
    for (const [kind, guard] of Object.entries(guards))
      assert.equal(guard(error), kind === name, `${kind} of ${name}`)
  }
  for (const foreign of [new Error("x"), { name: "NetworkError" }, null, "network"])
    assert.ok(!sdk.isTongbanError(foreign))
})

test("each says in both languages what happened and what comes next", () => {
  for (const language of languages)
    for (const { message, fix } of Object.values(made(errors, language)))
      for (const text of [message, fix])
        assert.equal(/\p{Script=Han}/u.test(text), language === "zh-CN", text)
})

test("a failure of the network names the system's reason", () => {
  const refused = Object.assign(new Error("x"), { code: "ECONNREFUSED" })
  const { message } = new errors.NetworkError(
    url,
    new TypeError("fetch failed", { cause: refused }),
  )
  assert.equal(message, "https://hub.example.gov.cn cannot be reached (ECONNREFUSED)")
})

const now = Date.parse("2026-11-25T00:00:00Z")
const waits: [asked: Record<string, string>, ms: number | undefined, why: string][] = [
  [{ "retry-after": "3" }, 3000, "seconds"],
  [{ "retry-after": "Wed, 25 Nov 2026 00:00:05 GMT" }, 5000, "a date, by our clock"],
  [
    { "retry-after": "Mon, 25 Nov 2030 00:00:07 GMT", date: "Mon, 25 Nov 2030 00:00:00 GMT" },
    7000,
    "a date, by the other side's own clock",
  ],
  [{ "retry-after": "Wed, 25 Nov 2020 00:00:00 GMT" }, 0, "a date that is past"],
  [{ "retry-after": "99999999999999999999" }, 86_400_000, "more than a day"],
  [{ "retry-after": "-1" }, undefined, "nonsense"],
  [{ "retry-after": "2026" + "-11-26" }, undefined, "no HTTP-date"],
  [{}, undefined, "nothing"],
]
for (const [headers, ms, why] of waits)
  test(`Retry-After: ${why}`, () => {
    assert.equal(retryAfterOf(new Headers(headers), now), ms)
  })
