import type { FastifyReply } from "fastify"
import type { Tongban } from "@tongban/sdk"
import type { Gateway } from "@tongban/sdk/gateway"
import type { ServiceItem } from "@tongban/standards"
import type { Applications } from "./applications.ts"
import type { Html } from "./pages/layout.ts"

/** How the portal's system names itself, as the operator of an online submission. */
export const operator = "wjj-portal"

/** What the portal is made of. */
export interface PortalParts {
  hub: string
  gateway: Gateway
  tongban: Tongban
  item: ServiceItem
  applications: Applications
  /** Where received papers are kept. */
  folder: string
  now(): Date
}

export const page = async (reply: FastifyReply, html: Html): Promise<FastifyReply> =>
  reply.type("text/html; charset=utf-8").send((await html).toString())
