import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import fastifyStatic from "@fastify/static"
import { createGateway } from "@tongban/sdk/gateway"
import { nodeHandler } from "@tongban/sdk/gateway/node"
import { readPrivateKey } from "../config.ts"
import { BridgeFault, reasonOf } from "../fault.ts"
import type { Listener } from "../listeners.ts"
import type { SiteConfig } from "./settings.ts"

/** The pages run their own scripts and styles, talk to their own origin, and show the hub's frames. */
const policyOf = (hub: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    `frame-src ${hub}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
  ].join("; ")

/**
 * Hosts a department's pages: the gateway under `/tongban/`, a folder of static files under everything else.
 *
 * @throws {BridgeFault} where a key or the script cannot be used
 */
export async function hostSite(config: SiteConfig, listener: Listener): Promise<void> {
  const { hub, client, origin, folder } = config
  const { app } = listener
  const gateway = await createGateway({
    hub,
    clientId: client,
    origin,
    assertionKey: readPrivateKey(config.assertionKey),
    cookieKeys: read(config.cookieKeys).toString("utf8").trim(),
    transport: origin.startsWith("https:") ? "https" : "http",
    script: new Uint8Array(read(config.script)),
  }).catch((error: unknown) => {
    throw new BridgeFault(
      `the site's gateway cannot be made (${error instanceof Error ? error.message : String(error)}); check site`,
    )
  })
  const handle = nodeHandler(gateway)
  app.addHook("onRequest", (request, reply, done) => {
    handle(request.raw, reply.raw, done)
  })
  const headers: [name: string, value: string][] = [
    ["content-security-policy", policyOf(hub)],
    ["referrer-policy", "same-origin"],
    ["x-frame-options", "DENY"],
    ["cross-origin-resource-policy", "same-origin"],
  ]
  await app.register(fastifyStatic, {
    root: folder,
    dotfiles: "ignore",
    index: ["index.html"],
    maxAge: "5m",
    setHeaders: (reply) => {
      for (const [name, value] of headers) void reply.header(name, value)
    },
  })
  const page = "404.html"
  if (existsSync(join(folder, page)))
    listener.notFound = (_, reply) => reply.code(404).sendFile(page, { maxAge: 0 })
}

function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new BridgeFault(`the site's ${file} cannot be read (${reasonOf(error)}); check site`)
  }
}
