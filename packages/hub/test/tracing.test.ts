import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { after, before, suite, test } from "node:test"
import { SpanKind, SpanStatusCode } from "@opentelemetry/api"
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node"
import { item } from "./support/hub-settings.ts"
import { WebhookWorld } from "./support/webhook-world.ts"

const traceId = "0af7651916cd43dd8448eb211c80319c"
const callersSpan = "b7ad6b7169203331"

suite("a trace goes through the hub, with nothing of anybody in it", () => {
  const exporter = new InMemorySpanExporter()
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  let world: WebhookWorld

  before(async () => {
    // What an operator's own file does before the hub is loaded.
    provider.register()
    world = await WebhookWorld.make()
  })
  after(async () => {
    await world.close()
    await provider.shutdown()
  })

  /** Calls as a program that traces; answers once its spans are there. */
  const call = async (method: string, path: string, body?: object) => {
    const url = world.hub.origin + path
    const response = await fetch(url, {
      method,
      headers: {
        ...(await world.hub.auth("a-sync").authorize(method, url)),
        "idempotency-key": randomUUID(),
        traceparent: `00-${traceId}-${callersSpan}-01`,
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    await response.arrayBuffer()
    return response.status
  }
  const report = (number: string) =>
    call("POST", `/v1/case-reports/${number}`, {
      itemCode: item.code,
      state: "ACCEPTED",
      source: { scheme: "epoint", value: "30" },
      occurredAt: "2026-11-24T10:00:00+08:00",
    })
  const spans = () => exporter.getFinishedSpans()

  test("from the caller through the operation and the outbox to the webhook", async () => {
    const { receiver, webhook } = await world.told()
    const number = `MARKED-${randomUUID()}`
    exporter.reset()
    assert.equal(await report(number), 200)
    const [message] = await receiver.arrived(1)
    await world.until(webhook.id, (each) => each.lastDeliveredAt !== undefined)

    const operation = spans().find(({ name }) => name === "cases.report")
    const delivery = spans().find(({ name }) => name === "webhook")
    assert.ok(operation && delivery)
    assert.equal(operation.parentSpanContext?.spanId, callersSpan)
    assert.equal(operation.kind, SpanKind.SERVER)
    assert.deepEqual(operation.attributes, {
      "http.request.method": "POST",
      "http.route": "/v1/case-reports/:localNumber",
      "http.response.status_code": 200,
      "tongban.client": "a-sync",
    })
    assert.equal(delivery.parentSpanContext?.spanId, operation.spanContext().spanId)
    assert.deepEqual(delivery.attributes, {
      "cloudevents.event_type": message?.event.type,
      "server.address": "127.0.0.1",
      "http.response.status_code": 204,
    })
    const { spanId } = delivery.spanContext()
    assert.equal(message?.headers["traceparent"], `00-${traceId}-${spanId}-01`)
    const told = JSON.stringify(
      spans().map(({ name, attributes, events, status }) => [name, attributes, events, status]),
    )
    assert.ok(!told.includes(number) && !told.includes(message.event.subject), told)
  })

  test("a refusal is named by its code, and is no error of the hub's", async () => {
    exporter.reset()
    assert.equal(await call("GET", `/v1/cases/${randomUUID()}`), 404)
    const [span] = spans()
    assert.equal(span?.name, "cases.get")
    assert.equal(span.attributes["error.type"], "not_found")
    assert.equal(span.attributes["http.response.status_code"], 404)
    assert.equal(span.status.code, SpanStatusCode.UNSET)
  })

  test("a delivery that fails is an error, by its rule", async () => {
    const { receiver, webhook } = await world.told()
    receiver.answering = () => 500
    exporter.reset()
    await report(`N-${randomUUID()}`)
    await world.until(webhook.id, (each) => each.failing !== undefined)
    const failed = spans().find(
      ({ name, status }) => name === "webhook" && status.code === SpanStatusCode.ERROR,
    )
    assert.equal(failed?.attributes["error.type"], "status")
    assert.equal(failed.attributes["http.response.status_code"], 500)
    assert.equal(failed.status.message, undefined)
  })

  test("a ping belongs to the trace that asked for it", async () => {
    const { receiver, webhook } = await world.told()
    exporter.reset()
    await call("POST", `/v1/webhooks/${webhook.id}/ping`)
    const [message] = receiver.received
    assert.match(String(message?.headers["traceparent"]), new RegExp(`^00-${traceId}-`))
  })
})
