import { createHash, randomBytes } from "node:crypto"
import { fileURLToPath } from "node:url"
import fastifyStatic from "@fastify/static"
import fastify from "fastify"
import type { FastifyReply, FastifyRequest } from "fastify"
import {
  consentNotice,
  decide,
  listHeld,
  noticeText,
  startSurfaceSession,
  unlockSurface,
} from "@tongban/standards"
import type { HeldMaterial, PickedItem, ProblemCode, UnfitMaterial } from "@tongban/standards"
import { answerProblem } from "../../src/http/answer-problem.ts"
import { languageOf } from "../../src/http/language.ts"
import { sendPage } from "../../src/http/page.ts"
import type { Page } from "../../src/http/page.ts"
import { Problem } from "../../src/http/problem.ts"
import { department, item, licence, much, personas, premises } from "./pages-fixtures.ts"

export interface Asked {
  /** `GET /v1/surface/held`. */
  what: string
  headers: FastifyRequest["headers"]
  body: unknown
}

export const surfaceId = "surface-1"
const requirements = [premises, licence]
/** The pages' scripts as they are shipped. */
const scripts = fileURLToPath(new URL("../../dist/browser", import.meta.url))
const secret = (): string => randomBytes(32).toString("base64url")

/**
 * The hub as the contract describes it, with its answers under the test's hand: who is logged in, what
 * they hold, what is refused and what is slow. Pages, policy headers and problems are the hub's own
 * code; the whole hub stands behind these pages in the story of `examples/province`.
 */
export class PagesHub {
  /** Whom the hub's login cookie names. */
  account: "own" | "other" | "nobody" = "own"
  /** Whether the browser sends that cookie from the frame, too (protocol §1). */
  cookieInFrame = true
  readonly held = new Map<string, { fits: HeldMaterial[]; unfit: UnfitMaterial[] }>([["r6", much]])
  /** Refuses a method and path. */
  readonly refusing = new Map<string, ProblemCode>()
  /** Answers a method and path not before this is resolved. */
  readonly holding = new Map<string, Promise<unknown>>()
  readonly asked: Asked[] = []
  /** What was given out: nothing of it may reach the portal but a handle. */
  readonly tokens = new Set<string>()
  readonly handles: string[] = []
  /** The origin that the surface greets; also the one that may hold it, unless `framedBy` says another. */
  portalOrigin = ""
  framedBy: string | undefined
  origin = ""
  readonly #codes = new Set<string>()
  readonly #decided = new Map<string, { items: PickedItem[] }>()
  readonly #app = fastify({ forceCloseConnections: true })

  static async start(): Promise<PagesHub> {
    const hub = new PagesHub()
    hub.#listenToForms()
    hub.#pages()
    hub.#session()
    hub.#materials()
    await hub.#app.register(fastifyStatic, { root: scripts, prefix: "/pages/" })
    const { port } = new URL(await hub.#app.listen({ port: 0, host: "127.0.0.1" }))
    hub.origin = `http://localhost:${port}`
    return hub
  }

  close(): Promise<void> {
    return this.#app.close()
  }

  /** What was asked of a method and path. */
  askedFor(what: string): Asked[] {
    return this.asked.filter((each) => each.what === what)
  }

  #listenToForms(): void {
    this.#app.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string" },
      (_, text, done) => {
        done(null, Object.fromEntries(new URLSearchParams(String(text))))
      },
    )
    this.#app.setErrorHandler(answerProblem)
    this.#app.addHook("preHandler", async (request) => {
      const what = `${request.method} ${request.url.split("?")[0] ?? ""}`
      this.asked.push({ what, headers: request.headers, body: request.body })
      await this.holding.get(what)
      const refused = this.refusing.get(what)
      if (refused !== undefined) throw new Problem(refused)
    })
  }

  #pages(): void {
    this.#app.get("/favicon.ico", (_, reply) => reply.code(204).send())
    this.#app.get(`/surface/${surfaceId}`, (request, reply) =>
      this.#send(request, reply, "surface", {
        data: { ...about, portalOrigin: this.portalOrigin },
        frameAncestors: this.framedBy ?? this.portalOrigin,
        referrerPolicy: "no-referrer",
      }),
    )
    this.#app.get(`/surface/${surfaceId}/unlock`, (request, reply) =>
      this.#send(request, reply, "unlock", {
        data: {
          ...about,
          signedIn: this.account !== "nobody",
          ...(this.account !== "nobody" && { account: "*秋月" }),
          loginUrl: `${this.origin}/login-trip`,
        },
        frameAncestors: "'none'",
        referrerPolicy: "same-origin",
      }),
    )
    // The trip through the login: the address that comes back has lost its hash.
    this.#app.get("/login-trip", (_, reply) => {
      this.account = "own"
      return reply.redirect(`/surface/${surfaceId}/unlock`, 303)
    })
    this.#app.get("/interaction/uid-1", (request, reply) =>
      this.#send(request, reply, "login", {
        data: { uid: "uid-1", client: { department }, personas },
        frameAncestors: "'none'",
        referrerPolicy: "same-origin",
      }),
    )
    this.#app.post("/interaction/uid-1/login", (_, reply) =>
      reply.type("text/html").send("<title>logged in</title>"),
    )
  }

  #session(): void {
    this.#app.post(`/surface/${surfaceId}/unlock`, (request) => {
      this.#mustBeOwnPage(request)
      this.#mustBeOwnPerson("login_required", this.account)
      const code = secret()
      this.#codes.add(code)
      return unlockSurface.answer.parse({ code })
    })
    this.#app.post(`/surface/${surfaceId}/session`, (request) => {
      this.#mustBeOwnPage(request)
      const { code } = startSurfaceSession.body.parse(request.body)
      if (code === undefined)
        this.#mustBeOwnPerson("unlock_required", this.cookieInFrame ? this.account : "nobody")
      else if (!this.#codes.delete(code)) throw new Problem("unlock_required")
      const token = secret()
      this.tokens.add(token)
      return startSurfaceSession.answer.parse({ token, expiresAt: "2027-01-01T00:00:00Z" })
    })
  }

  #materials(): void {
    this.#app.get("/v1/surface/held", (request) => {
      this.#mustBeSurface(request)
      const { requirement } = listHeld.query.parse(request.query)
      const held = this.held.get(requirement) ?? { fits: [], unfit: [] }
      return listHeld.answer.parse({ requirement, ...held })
    })
    this.#app.post("/v1/surface/decisions", (request) => {
      this.#mustBeSurface(request)
      const key = String(request.headers["idempotency-key"])
      if (!/^[A-Za-z0-9_-]{8,64}$/.test(key)) throw new Problem("idempotency_key_required")
      const answer = this.#decided.get(key) ?? this.#decide(request.body)
      this.#decided.set(key, answer)
      return decide.answer.parse(answer)
    })
  }

  #decide(body: unknown): { items: PickedItem[] } {
    const { decision, choices, language, noticeTextHash } = decide.body.parse(body)
    const papers = choices.map(({ requirement, material }) => ({
      name: this.held.get(requirement)?.fits.find(({ id }) => id === material)?.name ?? item.name,
      fields: requirements.find(({ key }) => key === requirement)?.fields ?? [],
    }))
    const notice = consentNotice({ language, recipient: department, item, papers })
    if (noticeTextHash !== createHash("sha256").update(noticeText(notice)).digest("hex"))
      throw new Problem("notice_changed")
    if (decision === "refused") return { items: [] }
    return {
      items: choices.map(({ requirement }) => {
        const handle = `tbh1_${secret()}`
        this.handles.push(handle)
        return { requirement, kind: "held", handle }
      }),
    }
  }

  #mustBeOwnPage({ headers }: FastifyRequest): void {
    if (headers.origin !== this.origin) throw new Problem("forbidden")
  }

  #mustBeOwnPerson(unknown: ProblemCode, account: PagesHub["account"]): void {
    if (account === "nobody") throw new Problem(unknown)
    if (account === "other") throw new Problem("other_account")
  }

  #mustBeSurface({ headers }: FastifyRequest): void {
    const token = headers.authorization?.replace(/^Bearer /, "") ?? ""
    if (!this.tokens.has(token)) throw new Problem("unauthenticated")
  }

  #send(
    request: FastifyRequest,
    reply: FastifyReply,
    name: Page["name"],
    page: Pick<Page, "data" | "frameAncestors" | "referrerPolicy">,
  ): FastifyReply {
    const language = languageOf(request.headers["accept-language"])
    return sendPage(reply, { ...page, name, title: name, language })
  }
}

const about = {
  surface: surfaceId,
  department,
  item,
  requirements,
  purpose: { zh: "办理食品经营许可", en: "Food business licence" },
}
