import assert from "node:assert/strict"
import { test } from "node:test"
import type { IncomingMessage } from "node:http"
import { gatewayTransport, TransportFault } from "@tongban/sdk/machines"
import type { Fault } from "@tongban/sdk/machines"
import { answers, gatewayThat, problem } from "./gateway.ts"

const faultOf = async (asked: Promise<unknown>): Promise<Fault> => {
  try {
    await asked
  } catch (error) {
    assert.ok(error instanceof TransportFault)
    return error.fault
  }
  return assert.fail("was answered")
}

test("every request carries the header that only the page's own script can send, and the language", async (t) => {
  const seen: IncomingMessage["headers"][] = []
  let language: "zh-CN" | "en" = "zh-CN"
  const transport = await gatewayThat(
    t,
    (request, response) => {
      seen.push(request.headers)
      response.writeHead(204).end()
    },
    () => language,
  )
  await transport.get("/session")
  language = "en"
  await transport.post("/logout")
  assert.deepEqual(
    seen.map((headers) => [headers["tongban-request"], headers["accept-language"]]),
    [
      ["1", "zh-CN"],
      ["1", "en"],
    ],
  )
})

test("a body goes as JSON; without one there is no content type", async (t) => {
  const seen: [string | undefined, string][] = []
  const transport = await gatewayThat(t, (request, response) => {
    let body = ""
    request.on("data", (chunk: Buffer) => (body += chunk.toString()))
    request.on("end", () => {
      seen.push([request.headers["content-type"], body])
      response.writeHead(200).end("{}")
    })
  })
  await transport.post("/surfaces", { draft: "d" })
  await transport.post("/logout")
  assert.deepEqual(seen, [
    ["application/json", `{"draft":"d"}`],
    [undefined, ""],
  ])
})

test("an answer is given as it came", async (t) => {
  const transport = await gatewayThat(t, answers({ "GET /session": { signedIn: false, more: 1 } }))
  assert.deepEqual(await transport.get("/session"), { signedIn: false, more: 1 })
})

test("a refusal is told in the gateway's own words, with its code and its number", async (t) => {
  const transport = await gatewayThat(t, (_, response) => {
    problem(response, 409, "draft_closed")
  })
  assert.deepEqual(await faultOf(transport.post("/surfaces", {})), {
    code: "draft_closed",
    title: "title of draft_closed",
    next: "what comes after draft_closed",
    requestId: "8f3k21c0-0000-4000-8000-000000000000",
  })
})

for (const [what, status, body] of [
  ["a proxy's page of HTML", 502, "<html>Bad Gateway</html>"],
  ["a page of HTML that claims success", 200, "<html>Log in to the network</html>"],
  ["an empty refusal", 500, ""],
] as const) {
  test(`${what} counts as away, and as nobody's fault here`, async (t) => {
    const transport = await gatewayThat(t, (_, response) => {
      response.writeHead(status).end(body)
    })
    const fault = await faultOf(transport.get("/session"))
    assert.equal(fault.code, "unavailable")
    assert.match(fault.title, /不是您的问题/)
  })
}

test("nobody at the address counts as away, in the language of the page", async () => {
  const transport = gatewayTransport("http://127.0.0.1:9/tongban", () => "en")
  const fault = await faultOf(transport.get("/session"))
  assert.equal(fault.code, "unavailable")
  assert.match(fault.title, /not your fault/)
})

test("an address is the gateway's path and what follows it", () => {
  assert.equal(gatewayTransport("/tongban", () => "en").address("/login"), "/tongban/login")
})
