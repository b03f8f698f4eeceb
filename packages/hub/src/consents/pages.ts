import type { FastifyInstance } from "fastify"
import type Provider from "oidc-provider"
import * as z from "zod/mini"
import { consentPage } from "@tongban/standards"
import type { Services } from "../http/operation.ts"
import { sendPage } from "../http/page.ts"
import { hubLogin, loginUrl } from "../identity/hub-login.ts"
import { findPerson } from "../identity/persons.ts"
import type { Database } from "../store/database.ts"
import { findSurface, itemOf } from "../surfaces/find.ts"
import { askedBy, deciderOf, findConsent } from "./find.ts"
import { formToken } from "./form.ts"

export interface ConsentPagesParts extends Pick<Services, "origin" | "registry" | "items"> {
  db: Database
  provider: Provider
  formKey: Uint8Array
  now(): Date
}

const Params = z.object({ consentId: z.string() })

/** The page that asks for one sensitive paper (protocol M7). It names the paper to its decider only. */
export function consentPages(app: FastifyInstance, parts: ConsentPagesParts): void {
  const { origin, db, registry, provider, formKey, now } = parts

  app.get(consentPage.path, { schema: { params: consentPage.params } }, async (request, reply) => {
    const at = now()
    const consent = await findConsent(db, Params.parse(request.params).consentId)
    const surface = await findSurface(db, consent.surface_id)
    const item = await itemOf(parts, surface)
    const login = await hubLogin(provider, request)
    const person = login && (await findPerson(db, login.personId))
    const decider = deciderOf(consent, login, at)
    return sendPage(reply, {
      name: "consent",
      title: consent.language === "en" ? "Sensitive information" : "敏感信息确认",
      language: consent.language,
      data: {
        consent: consent.id,
        department: registry.department(surface.department_id),
        item: { code: item.code, name: item.name, shortName: item.shortName },
        ...(person && { account: person.masked_name }),
        loginUrl: loginUrl(origin, "/consent-return", consent.id, "login"),
        ...("refusal" in decider
          ? {
              refusal: decider.refusal,
              ...(decider.refusal === "consent_decided" && { decision: consent.decision }),
            }
          : await form(decider.login)),
      },
      frameAncestors: "'none'",
      referrerPolicy: "same-origin",
      alone: true,
    })

    async function form(decidedBy: NonNullable<typeof login>) {
      const { notice, noticeHash } = await askedBy({ ...parts, at }, consent)
      const occasion = { consent: consent.id, login: decidedBy, noticeHash }
      return { notice, form: formToken(formKey, occasion, at) }
    }
  })

  // The way back from the login; `state` names the request.
  app.get("/consent-return", async (request, reply) => {
    const { state } = z.object({ state: z.optional(z.string()) }).parse(request.query)
    const consent = await findConsent(db, state ?? "")
    return reply.redirect(`/consent/${consent.id}`, 303)
  })
}
