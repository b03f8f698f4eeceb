import formbody from "@fastify/formbody"
import Fastify from "fastify"
import type { FastifyInstance } from "fastify"
import { isProblemError } from "@tongban/sdk"
import { nodeHandler } from "@tongban/sdk/gateway/node"
import { errorLog, problemText } from "@tongban/standards"
import { citizenRoutes } from "./citizen.ts"
import { clerkRoutes } from "./clerk.ts"
import { faultPage } from "./pages/fault.ts"
import { page } from "./portal.ts"
import type { PortalParts } from "./portal.ts"
import { script, style } from "./pages/static.ts"

/** The health bureau's portal: pages from the server, the elements for what crosses departments. */
export async function modernPortal(parts: PortalParts): Promise<FastifyInstance> {
  const { gateway, hub } = parts
  const app = Fastify({
    logger: errorLog,
    forceCloseConnections: true,
  })
  const { host } = new URL(gateway.origin)
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(headers(hub))
    if (request.host !== host)
      return reply.code(421).send(`请从部门的正式网址打开：${gateway.origin}`)
    return undefined
  })
  const handle = nodeHandler(gateway)
  app.addHook("onRequest", (request, reply, done) => {
    handle(request.raw, reply.raw, done)
  })

  await app.register(formbody)
  app.addHook("preHandler", async ({ method, headers: { origin } }, reply) => {
    if (method !== "GET" && origin !== gateway.origin)
      return page(
        reply.code(403),
        faultPage("来源不对", "请从本网站的网页里提交。", "/", "返回首页"),
      )
    return undefined
  })
  app.get("/style.css", (_, reply) => reply.type("text/css; charset=utf-8").send(style))
  app.get("/portal.js", (_, reply) => reply.type("text/javascript; charset=utf-8").send(script))
  app.get("/favicon.ico", (_, reply) => reply.code(204).send())
  citizenRoutes(app, parts)
  clerkRoutes(app, parts)
  app.setNotFoundHandler((_, reply) =>
    page(reply.code(404), faultPage("没有这个网页", "网址可能写错了。", "/", "返回首页")),
  )
  app.setErrorHandler((error, request, reply) => {
    // A refusal in its own words; anything else is told to the log, and calmly to the reader.
    if (!isProblemError(error)) request.log.error(error)
    const { title, next } = problemText(isProblemError(error) ? error.code : "unavailable", "zh-CN")
    const status = isProblemError(error) && error.status < 500 ? 409 : 503
    return page(reply.code(status), faultPage(title, next, "/apply", "重新填写"))
  })
  return app
}

/** Nothing but the portal's own, and the hub's surface in a frame: the elements need no more. */
const headers = (hub: string) => ({
  "content-security-policy": [
    "default-src 'self'",
    `frame-src ${hub}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
})
