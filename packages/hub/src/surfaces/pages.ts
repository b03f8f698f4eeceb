import type { FastifyInstance } from "fastify"
import type Provider from "oidc-provider"
import * as z from "zod/mini"
import { surfacePage, unlockPage } from "@tongban/standards"
import type { Services } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import { languageOf } from "../http/language.ts"
import { sendPage } from "../http/page.ts"
import { hubLogin, loginUrl } from "../identity/hub-login.ts"
import { findPerson } from "../identity/persons.ts"
import type { Database } from "../store/database.ts"
import type { SurfaceRow } from "../store/tables.ts"
import { findSurface, itemOf } from "./find.ts"

export interface SurfacePagesParts extends Pick<Services, "origin" | "registry" | "items"> {
  db: Database
  provider: Provider
}

const Params = z.object({ surfaceId: z.string() })

/** The surface in the portal's frame (M3), and the window that unlocks it (M5). */
export function surfacePages(app: FastifyInstance, parts: SurfacePagesParts): void {
  const { origin, db, registry, provider } = parts
  const keepsUploads = registry.uploadsDepartment !== undefined

  app.get(surfacePage.path, { schema: { params: surfacePage.params } }, async (request, reply) => {
    const surface = await findSurface(db, Params.parse(request.params).surfaceId)
    const language = languageOf(request.headers["accept-language"])
    return sendPage(reply, {
      name: "surface",
      title: language === "en" ? "Choose a paper" : "选用材料",
      language,
      ...(await (surface.mode === "frame" ? inFrame(surface) : asPage(surface))),
    })
  })

  const inFrame = async (surface: SurfaceRow) => ({
    data: { ...(await about(parts, surface)), uploads: keepsUploads, portalOrigin: surface.origin },
    frameAncestors: surface.origin,
    referrerPolicy: "no-referrer" as const,
  })

  // At top level the hub's own cookie arrives; nobody may hold it in a frame.
  const asPage = async (surface: SurfaceRow) => ({
    data: {
      ...(await about(parts, surface)),
      uploads: keepsUploads,
      loginUrl: loginUrl(origin, "/surface-return", surface.id, "login"),
      returnUrl: `/surface/${surface.id}/return`,
    },
    frameAncestors: "'none'",
    referrerPolicy: "same-origin" as const,
  })

  // Back to the form: to the address that the surface was opened with, and to no other.
  app.get(`${surfacePage.path}/return`, async (request, reply) => {
    const surface = await findSurface(db, Params.parse(request.params).surfaceId)
    if (surface.return_to === null) throw new Problem("not_found")
    const target = new URL(surface.return_to)
    // Added as text: to read the query and write it anew would spoil what an old portal wrote in GBK.
    target.search += `${target.search === "" ? "?" : "&"}surface=${surface.id}`
    return reply.redirect(target.href, 303)
  })

  app.get("/surface-return", async (request, reply) => {
    const { state } = z.object({ state: z.optional(z.string()) }).parse(request.query)
    const surface = await findSurface(db, state ?? "")
    return reply.redirect(`/surface/${surface.id}`, 303)
  })

  app.get(unlockPage.path, { schema: { params: unlockPage.params } }, async (request, reply) => {
    const surface = await findSurface(db, Params.parse(request.params).surfaceId)
    const language = languageOf(request.headers["accept-language"])
    const login = await hubLogin(provider, request)
    const person = login && (await findPerson(db, login.personId))
    return sendPage(reply, {
      name: "unlock",
      title: language === "en" ? "Confirm that it is you" : "确认是您本人",
      language,
      data: {
        ...(await about(parts, surface)),
        signedIn: person !== undefined,
        ...(person && { account: person.masked_name }),
        loginUrl: loginUrl(origin, "/unlock-return", surface.id),
      },
      frameAncestors: "'none'",
      referrerPolicy: "same-origin",
    })
  })

  // The way back from the login of the hub's own pages; `state` names the surface.
  app.get("/unlock-return", async (request, reply) => {
    const { state } = z.object({ state: z.optional(z.string()) }).parse(request.query)
    const surface = await findSurface(db, state ?? "")
    return reply.redirect(`/surface/${surface.id}/unlock`, 303)
  })
}

/** What a surface says of itself: who asks for what. No personal data. */
async function about(parts: SurfacePagesParts, surface: SurfaceRow) {
  const { registry } = parts
  const item = await itemOf(parts, surface)
  return {
    surface: surface.id,
    department: registry.department(surface.department_id),
    item: { code: item.code, name: item.name, shortName: item.shortName },
    requirements: item.requirements.filter(({ key }) => surface.requirements.includes(key)),
    purpose: item.purpose,
  }
}
