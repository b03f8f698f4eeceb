import type { FastifyInstance } from "fastify"
import type Provider from "oidc-provider"
import * as z from "zod/mini"
import { maskName } from "@tongban/standards"
import { claimEverywhere } from "../cases/party.ts"
import { languageOf } from "../http/language.ts"
import { sendPage } from "../http/page.ts"
import { Problem } from "../http/problem.ts"
import type { Registry } from "../registry/registry.ts"
import type { Persona } from "../registry/schema.ts"
import type { Database } from "../store/database.ts"
import { personOf } from "./persons.ts"
import type { PersonKeys } from "./persons.ts"

export interface SandboxLoginParts {
  origin: string
  db: Database
  registry: Registry
  provider: Provider
  personKeys: PersonKeys
  personas: readonly Persona[]
  now(): Date
}

const Form = z.object({ persona: z.string() })

/**
 * The sandbox login: one click makes an invented person log in. It stands where a province's login
 * will stand, and exists only where the operator named a file of personas.
 */
export function sandboxLogin(app: FastifyInstance, parts: SandboxLoginParts): void {
  const { origin, db, registry, provider, personKeys, personas, now } = parts

  app.get("/interaction/:uid", async (request, reply) => {
    const interaction = await detailsOf(provider, request.raw, reply.raw)
    const language = languageOf(request.headers["accept-language"])
    const client = registry.client(String(interaction.params["client_id"]))
    return sendPage(reply, {
      name: "login",
      title: language === "en" ? "Sandbox login" : "沙盒登录",
      language,
      data: {
        uid: interaction.uid,
        client: client === undefined ? {} : { department: registry.department(client.department) },
        personas: personas.map(({ key, name, en, about, assurance }) => ({
          key,
          name: { zh: name, ...(en !== undefined && { en }) },
          about,
          assurance,
        })),
      },
      frameAncestors: "'none'",
      formEndsAt: new URL(String(interaction.params["redirect_uri"])).origin,
      referrerPolicy: "same-origin",
    })
  })

  app.post("/interaction/:uid/login", async (request, reply) => {
    if (request.headers.origin !== origin) throw new Problem("forbidden")
    await detailsOf(provider, request.raw, reply.raw)
    const chosen = Form.safeParse(request.body)
    const persona = personas.find(({ key }) => chosen.success && key === chosen.data.persona)
    if (persona === undefined)
      throw new Problem("invalid_request", { faults: [{ place: "persona", rule: "unknown" }] })

    const person = await personOf(
      db,
      personKeys,
      {
        scheme: persona.idType,
        number: persona.idNumber,
        maskedName: maskName(persona.name),
        assurance: persona.assurance,
      },
      now(),
    )
    await claimEverywhere(db, personKeys, person)
    const login = { accountId: person.id, amr: ["sandbox"], remember: true }
    const next = await provider.interactionResult(request.raw, reply.raw, { login })
    return reply.redirect(next, 303)
  })
}

/** The login that is under way. One that is over, or another browser's, is told so. */
async function detailsOf(provider: Provider, ...raw: Parameters<Provider["interactionDetails"]>) {
  try {
    return await provider.interactionDetails(...raw)
  } catch {
    throw new Problem("login_required")
  }
}
