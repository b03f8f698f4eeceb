import assert from "node:assert/strict"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { suite, test } from "node:test"
import express from "express"
import fc from "fast-check"
import { Webhook as StandardWebhook } from "standardwebhooks"
import { isWebhookError, verifyWebhook, WebhookError } from "@tongban/sdk/webhooks"
import type { WebhookMessage, WebhookRule } from "@tongban/sdk/webhooks"

const secret = "whsec_YW4gZXhhbXBsZSBvZiBhIHNlY3JldCwgMzIgYnl0ZXM="
const other = "whsec_YW5vdGhlciBleGFtcGxlIG9mIGEgc2VjcmV0LCAzMiBi"
const now = new Date("2026-11-24T02:32:00Z")
const event = {
  specversion: "1.0",
  id: "019a9f3c-7a10-7123-8abc-00000000000f",
  source: "https://hub.example.gov.cn",
  type: "case.changed",
  subject: "019a9f3c-7a10-7123-8abc-0123456789ab",
  time: "2026-11-24T10:32:00+08:00",
  datacontenttype: "application/json",
  sequence: "0000000000000042",
  data: { url: "https://hub.example.gov.cn/v1/cases/019a9f3c-7a10-7123-8abc-0123456789ab" },
}

/** A message as the reference library of Standard Webhooks signs it. */
function message(
  body = JSON.stringify(event),
  { by = [secret], at = now, id = event.id }: { by?: string[]; at?: Date; id?: string } = {},
) {
  const signatures = by.map((each) => new StandardWebhook(each).sign(id, at, body))
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": signatures.join(" "),
  }
  return { headers, body }
}

const refuses = (code: WebhookRule, given: WebhookMessage, secrets: string | string[] = secret) =>
  assert.rejects(verifyWebhook(given, secrets, { now }), (error) => {
    assert.ok(isWebhookError(error))
    assert.equal(error.code, code)
    assert.notEqual(error.fix, "")
    return true
  })

suite("verifyWebhook", () => {
  test("gives back the event, from a Request, from headers of either kind, from text or bytes", async () => {
    const { headers, body } = message()
    const request = new Request("https://food.example.gov.cn/", { method: "POST", headers, body })
    const given: (Request | WebhookMessage)[] = [
      request,
      { headers, body },
      { headers: new Headers(headers), body: Buffer.from(body) },
    ]
    for (const each of given) assert.deepEqual(await verifyWebhook(each, secret, { now }), event)
  })

  test("one of several secrets is enough, and one of several signatures", async () => {
    assert.deepEqual(await verifyWebhook(message(), [other, secret], { now }), event)
    const rotating = message(undefined, { by: [other, secret] })
    assert.deepEqual(await verifyWebhook(rotating, secret, { now }), event)
  })

  test("another secret, and a message without a signature, are refused", async () => {
    await refuses("webhook_forged", message(), other)
    await refuses("webhook_forged", message(), [])
    const { body } = message()
    await refuses("webhook_unsigned", { headers: {}, body })
  })

  test("a signature of another version, or that is no base64, is none", async () => {
    const { headers, body } = message()
    const [, mac = ""] = headers["webhook-signature"].split(",")
    for (const signature of [`v1a,${mac}`, `v2,${mac}`, mac, "v1,%%%", "v1,", ""])
      await refuses("webhook_forged", {
        headers: { ...headers, "webhook-signature": signature },
        body,
      })
  })

  test("five minutes early or late are borne, and no second more", async () => {
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1000)
    for (const seconds of [-300, 300])
      assert.ok(await verifyWebhook(message(undefined, { at: at(seconds) }), secret, { now }))
    for (const seconds of [-301, 301])
      await refuses("webhook_stale", message(undefined, { at: at(seconds) }))
    const strict = { now, toleranceSeconds: 10 }
    await assert.rejects(verifyWebhook(message(undefined, { at: at(11) }), secret, strict))
  })

  test("whatever is changed of a message, it is refused", async () => {
    const { headers, body } = message()
    const parts = { body, ...headers }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(parts) as (keyof typeof parts)[])),
        fc.nat(),
        fc.integer({ min: 33, max: 126 }),
        async (name, at, code) => {
          const text = parts[name]
          const place = at % text.length
          const changed = text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1)
          // In base64 the last character before the padding has bits that mean nothing.
          fc.pre(changed !== text && !(name === "webhook-signature" && place === text.length - 2))
          const { body: given, ...rest } = { ...parts, [name]: changed }
          await assert.rejects(
            verifyWebhook({ headers: rest, body: given }, secret, { now }),
            WebhookError,
          )
        },
      ),
    )
  })

  test("a body that was parsed is refused, with how to mend it", async () => {
    const { headers } = message()
    await refuses("webhook_body", { headers, body: event as unknown as string })
  })

  test("what is signed and no event is refused", async () => {
    for (const body of ["{", "null", "[]", JSON.stringify({ ...event, specversion: "0.3" })])
      await refuses("webhook_malformed", message(body))
    await refuses("webhook_malformed", message(undefined, { id: "another" }))
    const bytes = Buffer.from([0x22, 0xff, 0x22])
    const signed = message(bytes.toString("latin1"))
    await refuses("webhook_forged", { ...signed, body: bytes })
  })

  test("an event of a newer hub passes, with all that it holds", async () => {
    const newer = { ...event, type: "case.archived", more: { than: "we know" } }
    assert.deepEqual(await verifyWebhook(message(JSON.stringify(newer)), secret, { now }), newer)
  })

  test("a secret that is none is the caller's own mistake", async () => {
    for (const wrong of ["", "whsec_", "whsec_AAAA", "%%%"])
      await assert.rejects(verifyWebhook(message(), wrong, { now }), TypeError)
  })

  test("the guard knows an error of another copy of this package", () => {
    assert.equal(isWebhookError({ [Symbol.for("tongban.webhook-error")]: true }), true)
    assert.equal(isWebhookError(new Error("another")), false)
    assert.equal(isWebhookError(undefined), false)
  })

  test("in Express, as the example stands", async () => {
    const app = express()
    app.post("/events", express.raw({ type: () => true }), async (request, response) => {
      const { headers } = request
      const body = request.body as Buffer
      const { type } = await verifyWebhook({ headers, body }, secret)
      response.send(type)
    })
    const server = app.listen(0, "127.0.0.1")
    await once(server, "listening")
    const { port } = server.address() as AddressInfo
    const { headers, body } = message(undefined, { at: new Date() })
    const answer = await fetch(`http://127.0.0.1:${port}/events`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/cloudevents+json; charset=utf-8" },
      body,
    })
    assert.equal(await answer.text(), "case.changed")
    server.close()
  })
})
