import type { IncomingMessage, ServerResponse } from "node:http"
import type { Case, ProblemCode } from "@tongban/standards"
import { Gateway } from "../../test/support/gateway.ts"
import { send } from "../../test/support/server.ts"
import { framePage, frameScript } from "../../test/support/site.ts"

/** What a page may tell its gateway, or ask of it; `id` is the gateway's. */
export type GatewayCall =
  | { id: string; call: "open"; origin: string }
  | { id: string; call: "signIn"; session: Gateway["session"] }
  | { id: string; call: "refuse"; path: string; code: ProblemCode }
  | { id: string; call: "hang"; path: string }
  | { id: string; call: "recover" | "forgetCases" | "cutStreams" }
  | { id: string; call: "report"; kase: Case }
  | { id: string; call: "asked" | "streams" }

interface Served {
  id: string
  gateway: Gateway
  /** What it has not answered to the end: waits and streams. */
  open: Set<ServerResponse>
}
const served = new Map<string, Served>()
/** The gateway that each page of tests talks to now. */
const current = new Map<string, Served>()

/** One gateway for each test, under a path of its own on the runner's server; told what to answer by commands. */
export const gatewaysPlugin = {
  name: "tongban-gateways",
  executeCommand({ command, payload, session }: Command): unknown {
    if (command !== "gateway") return undefined
    const told = payload as GatewayCall
    return told.call === "open" ? open(session.id, told) : obey(told)
  },
}

interface Command {
  command: string
  payload?: unknown
  session: { id: string }
}

interface Context {
  path: string
  req: IncomingMessage
  res: ServerResponse
  respond?: boolean
  type: string
  body: unknown
}

/** Answers what is asked of a gateway over HTTP, streams and the frame's page included. */
export async function gatewaysMiddleware(
  context: Context,
  next: () => Promise<unknown>,
): Promise<unknown> {
  if (context.path === "/frame.js") {
    context.type = "text/javascript"
    context.body = frameScript
    return undefined
  }
  const [, id = "", path = ""] = /^\/gateways\/([^/]+)(\/.*)$/.exec(context.path) ?? []
  const at = served.get(id)
  if (at === undefined) return next()
  context.respond = false
  at.open.add(context.res)
  context.res.once("close", () => at.open.delete(context.res))
  if (path.startsWith("/surface/")) send(context.res, "text/html", framePage)
  else await at.gateway.answer(context.req, context.res, path)
  return undefined
}

/** A page's next gateway. The one before ends with all that it holds open: a browser opens six connections. */
function open(page: string, { id, origin }: { id: string; origin: string }): true {
  const before = current.get(page)
  if (before !== undefined) served.delete(before.id)
  for (const response of before?.open ?? []) response.destroy()
  const gateway = new Gateway()
  gateway.surfaceUrl = `${origin}/gateways/${id}/surface`
  const at = { id, gateway, open: new Set<ServerResponse>() }
  served.set(id, at)
  current.set(page, at)
  return true
}

function obey(told: Exclude<GatewayCall, { call: "open" }>): unknown {
  const gateway = served.get(told.id)?.gateway
  if (gateway === undefined) throw new Error(`no gateway ${told.id}: open it first`)
  switch (told.call) {
    case "signIn":
      gateway.session = told.session
      return true
    case "refuse":
      gateway.refusing.set(told.path, told.code)
      return true
    case "hang":
      gateway.hanging.add(told.path)
      return true
    case "recover":
      gateway.refusing.clear()
      gateway.hanging.clear()
      return true
    case "forgetCases":
      gateway.cases.clear()
      return true
    case "cutStreams":
      gateway.cutStreams()
      return true
    case "report":
      gateway.report(told.kase)
      return true
    case "asked":
      return gateway.asked
    case "streams":
      return [...gateway.streams].map(({ caseId }) => caseId)
  }
}
