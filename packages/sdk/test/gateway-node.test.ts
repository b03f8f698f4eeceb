import assert from "node:assert/strict"
import { createServer, request as send } from "node:http"
import type { IncomingMessage, RequestListener } from "node:http"
import { after, before, suite, test } from "node:test"
import express from "express"
import Fastify from "fastify"
import { nodeHandler } from "@tongban/sdk/gateway/node"

const origin = "https://portal.example.gov.cn"

/** What the gateway was asked, and a way to answer that a test chooses. */
let asked: Request
let answerWith: (request: Request) => Promise<Response>
const handle = nodeHandler({
  origin,
  fetch(request) {
    asked = request
    return answerWith(request)
  },
})

interface Portal {
  port: number
  close(): Promise<void>
}

/** The same portal three times: the gateway, a body parser behind it, and one page of its own. */
const portals: Record<string, () => Promise<Portal>> = {
  "node:http": () =>
    listen((request, response) => {
      handle(request, response, () => response.end("the portal's own page"))
    }),
  Express: () => {
    const app = express()
    app.use(handle)
    app.use(express.json())
    app.get("/", (_, response) => response.send("the portal's own page"))
    return listen(app as RequestListener)
  },
  "Express, mounted at the path": () => {
    const app = express()
    app.use("/tongban", handle)
    app.get("/", (_, response) => response.send("the portal's own page"))
    return listen(app as RequestListener)
  },
  Fastify: async () => {
    const app = Fastify({ forceCloseConnections: true })
    app.addHook("onRequest", (request, reply, done) => {
      handle(request.raw, reply.raw, done)
    })
    app.get("/", () => "the portal's own page")
    await app.listen({ port: 0, host: "127.0.0.1" })
    return { port: Number(new URL(app.listeningOrigin).port), close: () => app.close() }
  },
}

for (const [framework, make] of Object.entries(portals)) {
  suite(`the gateway in ${framework}`, () => {
    let portal: Portal

    before(async () => {
      portal = await make()
    })
    after(() => portal.close())

    const at = (path: string) => `http://127.0.0.1:${portal.port}${path}`

    test("takes its address from the registered origin, never from the request", async () => {
      answerWith = () => Promise.resolve(new Response("ok"))
      await raw({ port: portal.port, path: "/tongban/session?a=1", host: "evil.example" })
      assert.equal(asked.url, `${origin}/tongban/session?a=1`)
      await raw({ port: portal.port, path: "/tongban//evil.example/x", host: "evil.example" })
      assert.equal(asked.url, `${origin}/tongban//evil.example/x`)
    })

    test("lets everything else through to the portal", async () => {
      answerWith = () => Promise.reject(new Error("not the gateway's"))
      assert.equal(await (await fetch(at("/"))).text(), "the portal's own page")
    })

    test("hands over method, headers and body", async () => {
      answerWith = async (request) =>
        Response.json({ method: request.method, body: await request.text() }, { status: 201 })
      const response = await fetch(at("/tongban/surfaces"), {
        method: "POST",
        headers: { "content-type": "application/json", cookie: "a=1; b=2" },
        body: JSON.stringify({ 材料: "证" }),
      })
      assert.equal(response.status, 201)
      assert.deepEqual(await response.json(), { method: "POST", body: '{"材料":"证"}' })
      assert.equal(asked.headers.get("cookie"), "a=1; b=2")
    })

    test("sets each cookie by itself, and follows no redirect", async () => {
      const headers = new Headers({ location: "/apply" })
      headers.append("set-cookie", "a=1; HttpOnly")
      headers.append("set-cookie", "b=2; HttpOnly")
      answerWith = () => Promise.resolve(new Response(null, { status: 303, headers }))
      const response = await fetch(at("/tongban/callback"), { redirect: "manual" })
      assert.equal(response.status, 303)
      assert.equal(response.headers.get("location"), "/apply")
      assert.deepEqual(response.headers.getSetCookie(), ["a=1; HttpOnly", "b=2; HttpOnly"])
    })

    test("refuses a body above 64 KB, however it comes", async () => {
      answerWith = () => Promise.resolve(new Response("too late"))
      const long = new Uint8Array(5_000_000)
      for (const body of [long, new Blob([long]).stream()]) {
        const options = { method: "POST", body, duplex: "half" as const }
        const response = await fetch(at("/tongban/surfaces"), options)
        assert.equal(response.status, 413)
        assert.equal(((await response.json()) as { code: string }).code, "too_large")
      }
    })

    test("passes a stream on as it comes, and tells the gateway when the reader leaves", async () => {
      let left: Promise<unknown> = Promise.resolve()
      let more: (text: string) => void = () => undefined
      answerWith = ({ signal }) => {
        left = new Promise((resolve) => {
          signal.addEventListener("abort", resolve)
        })
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            more = (text) => {
              controller.enqueue(new TextEncoder().encode(text))
            }
          },
        })
        return Promise.resolve(
          new Response(body, { headers: { "content-type": "text/event-stream" } }),
        )
      }
      const reading = new AbortController()
      const response = await fetch(at("/tongban/v1/cases/c/events"), { signal: reading.signal })
      const reader = response.body?.getReader()
      const next = async () => new TextDecoder().decode((await reader?.read())?.value)
      for (const text of ["data: one\n\n", "data: two\n\n"]) {
        more(text)
        assert.equal(await next(), text)
      }
      reading.abort()
      await left
    })
  })
}

test("in Express, a body parser before the gateway is told, with the mend", async (t) => {
  const app = express()
  let fault = ""
  app.use(express.json())
  app.use(handle)
  app.use(((error, _request, response, _next) => {
    fault = (error as Error).message
    response.sendStatus(500)
  }) as express.ErrorRequestHandler)
  const portal = await listen(app as RequestListener)
  t.after(() => portal.close())
  const response = await fetch(`http://127.0.0.1:${portal.port}/tongban/surfaces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  })
  assert.equal(response.status, 500)
  assert.match(fault, /mount nodeHandler before any body parser/)
})

async function listen(listener: RequestListener): Promise<Portal> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  return {
    port: typeof address === "object" ? (address?.port ?? 0) : 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

/** A request with a Host header of its own choice. */
const raw = ({ port, path, host }: { port: number; path: string; host: string }) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    send({ port, path, host: "127.0.0.1", headers: { host } }, (response) => {
      response.resume().once("end", () => {
        resolve(response)
      })
    })
      .once("error", reject)
      .end()
  })
