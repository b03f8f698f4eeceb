import { exportJWK } from "jose"
import * as oauth from "oauth4webapi"
import { endSession, getCase, openCase, openSurface } from "@tongban/standards"
import type { Case } from "@tongban/standards"
import type { PrivateJwk } from "../client-auth/keys.ts"
import { clientAuth } from "../client-auth/client-auth.ts"
import { hubClock, withClock } from "../client-auth/hub-clock.ts"
import { requireSecure } from "../client-auth/server.ts"
import { isProblemError, problemFrom, ProblemError } from "../client/errors.ts"
import { jsonAnswer, problemAnswer, redirect } from "./answers.ts"
import { backChannelLogout } from "./back-channel.ts"
import { cookieJar, cookieNames, cookieSealer, cookieTag, readCookie } from "./cookies.ts"
import { sayFailure } from "./failure.ts"
import { followSessions } from "./follow-sessions.ts"
import { hubCaller } from "./hub-call.ts"
import type { HubAnswer, HubCall } from "./hub-call.ts"
import { hubLogin } from "./hub-login.ts"
import { askedBy, matches, proxiedAt } from "./proxied.ts"
import { returnPath, withFault } from "./return-path.ts"
import { noScript, scriptRoute } from "./script.ts"
import {
  mostTransactions,
  Session,
  sessionSeconds,
  Transaction,
  transactionSeconds,
  viewSession,
} from "./session.ts"
import type { GatewaySession } from "./session.ts"
import { tokenCache } from "./tokens.ts"
import type { TokenCache } from "./tokens.ts"
import { untilOver } from "./until-over.ts"

/** What the gateway of one portal origin is made with. */
export interface GatewayOptions {
  /** The hub's origin. */
  hub: string
  /** The portal's client at the hub. */
  clientId: string
  /** The portal's own exact origin. */
  origin: string
  /** Signs the client's assertions. */
  assertionKey: PrivateJwk
  /**
   * `kid:key,…`: the first seals, all open. Lost keys log everybody out. A key is 32 random bytes in
   * base64url: `node -p "'k1:' + crypto.randomBytes(32).toString('base64url')"`.
   */
  cookieKeys: string
  /** Must be that of the client's registration; `http` is an exception with sessions of 30 minutes. */
  transport: "https" | "http"
  /** The classic file of the elements, served as `/tongban/tongban.js`. */
  script?: Uint8Array
  /** The clock of sessions and of when the hub is asked again. */
  now?: () => Date
}

/** A portal's session gateway: the login lives here, and no token ever reaches the page. */
export interface Gateway {
  /** The portal's own exact origin. */
  readonly origin: string
  /** Answers everything under `/tongban/`. */
  fetch(request: Request): Promise<Response>
  /**
   * Who is logged in, for the portal's own server.
   *
   * @throws {ProblemError} `unavailable`: this process has not met the login, and the hub is away
   */
  session(request: Request): Promise<GatewaySession | undefined>
  /**
   * The draft of the citizen's form, when its page loads (protocol M0a): the one that `known` names, as the
   * form's address may, where it is this citizen's own and still a draft of the item; else a new one.
   *
   * @param follows - the citizen's own case that a new draft follows on (前序办件), as of a renewal
   * @throws {ProblemError} `login_required`, `item_unknown`, `preceding_unknown`, `unavailable`
   */
  openDraft(request: Request, itemCode: string, known?: string, follows?: string): Promise<Case>
  /** Stops following which logins end: before the process does. */
  close(): Promise<void>
}

/** Headers of the page that the hub may see. */
const passedOn = ["accept", "accept-language", "last-event-id", "if-match", "if-none-match"]
/** Headers of the hub that the page may see. */
const passedBack = [
  "content-type",
  "content-language",
  "cache-control",
  "etag",
  "x-request-id",
  "retry-after",
]

/**
 * Makes the gateway of one portal origin.
 *
 * @throws {TypeError} where a setting is missing or wrong, naming it
 */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { hub, clientId, origin, assertionKey, cookieKeys, transport, script } = options
  const now = options.now ?? (() => new Date())
  requireSecure(hub, "the hub")
  if (!origin.startsWith(`${transport}://`))
    throw new TypeError(`origin ${origin} is not ${transport}`)
  const secure = transport === "https"
  const sealer = cookieSealer(cookieKeys, clientId, origin)
  const jar = cookieJar(secure)
  const tag = await cookieTag(clientId, origin)
  const sessionCookie = `${secure ? "__Host-" : ""}tongban-${tag}`
  const transactionCookie = (state: string) => `${sessionCookie}-login-${state}`

  const dpop = await oauth.generateKeyPair("ES256", { extractable: true })
  const dpopKey = (await exportJWK(dpop.privateKey)) as PrivateJwk
  const issuer = `${hub}/oidc`
  const clock = hubClock()
  const login = hubLogin({
    issuer,
    hub,
    clientId,
    redirectUri: `${origin}/tongban/callback`,
    assertionKey,
    dpop,
    clock,
  })
  const feed = followSessions({
    hub,
    auth: clientAuth({ issuer, clientId, assertionKey, dpopKey }),
    onEnded: (sid) => {
      tokens.end(sid)
    },
  })
  const tokens: TokenCache = tokenCache({ ...login, isFollowing: () => feed.isFollowing(), now })
  const logoutByHub = backChannelLogout({ issuer, clientId, now }, tokens.end)
  const callHub = hubCaller(hub, tokens, dpopKey)
  const scriptAnswer = script ? await scriptRoute(script) : noScript

  /** The cookie's session, while it lasts and nobody has said that its login is over. */
  const sealedSession = async (request: Request): Promise<Session | undefined> => {
    const sealed = readCookie(request, sessionCookie)
    if (sealed === undefined) return undefined
    const parsed = Session.safeParse(await sealer.open(sealed))
    if (!parsed.success || tokens.hasEnded(parsed.data.sid)) return undefined
    return parsed.data.endsAt * 1000 > now().getTime() ? parsed.data : undefined
  }

  /** The session, once the hub has said to this process that its login stands (protocol §3). */
  const standingSession = async (request: Request): Promise<Session | undefined> => {
    const session = await sealedSession(request)
    if (session === undefined) return undefined
    try {
      return (await tokens.stands(session)) ? session : undefined
    } catch {
      throw new ProblemError({ code: "unavailable", status: 503 })
    }
  }

  const overAnswer = (request: Request) =>
    problemAnswer(request, "login_required", [jar.clear(sessionCookie)])

  /** Forwards to the hub as the citizen; strips what neither side needs to see. */
  const forward = async (request: Request, call: HubCall): Promise<Response> => {
    const session = await sealedSession(request)
    if (session === undefined) return overAnswer(request)
    const headers = { ...pick(request.headers, passedOn), ...call.headers }
    const answer = await callHub(session, { ...call, headers, signal: request.signal })
    return answered(request, session, answer)
  }

  const answered = (request: Request, { sid }: Session, answer: HubAnswer): Response => {
    if (answer === "login_required") return overAnswer(request)
    if (answer === "unavailable") return problemAnswer(request, "unavailable")
    return new Response(untilOver(answer.body, [request.signal, tokens.untilEnd(sid)]), {
      status: answer.status,
      headers: pick(answer.headers, passedBack),
    })
  }

  /** @throws {ProblemError} the hub's refusal */
  const askForCase = async (session: Session, call: HubCall): Promise<Case> => {
    const answer = await callHub(session, call)
    if (answer === "login_required") throw new ProblemError({ code: answer, status: 401 })
    if (answer === "unavailable") throw new ProblemError({ code: answer, status: 503 })
    const body: unknown = await answer.json().catch(() => undefined)
    if (!answer.ok) throw problemFrom(answer.status, body)
    return openCase.answer.parse(body)
  }

  /** A case of the citizen's own; the hub knows no other. */
  const findCaseOf = async (session: Session, id: string): Promise<Case | undefined> => {
    if (!matches(":caseId", id)) return undefined
    try {
      const path = getCase.path.replace(":caseId", encodeURIComponent(id))
      return await askForCase(session, { method: getCase.method, path })
    } catch (error) {
      if (isProblemError(error, "not_found")) return undefined
      throw error
    }
  }

  const routes: Record<string, (request: Request, url: URL) => Promise<Response>> = {
    "GET /tongban/login": async (request, url) => {
      const returnTo = returnPath(url.searchParams.get("return"), origin)
      const transaction = {
        state: oauth.generateRandomState(),
        nonce: oauth.generateRandomNonce(),
        verifier: oauth.generateRandomCodeVerifier(),
        returnTo,
      }
      let target: URL
      try {
        target = await login.begin(transaction)
      } catch (error) {
        sayFailure("a login could not begin", withClock(error, clock))
        return redirect(withFault(returnTo, "unavailable"))
      }
      const open = cookieNames(request).filter((name) => name.startsWith(transactionCookie("")))
      const surplus = open.slice(0, Math.max(0, open.length + 1 - mostTransactions))
      const sealed = await sealer.seal(transaction)
      return redirect(target.href, [
        ...surplus.map((name) => jar.clear(name)),
        jar.set(transactionCookie(transaction.state), sealed, transactionSeconds),
      ])
    },

    "GET /tongban/callback": async (request, url) => {
      const name = transactionCookie(url.searchParams.get("state") ?? "")
      const transaction = Transaction.safeParse(await sealer.open(readCookie(request, name) ?? ""))
      // Not begun in this browser, or too long ago: nothing of the answer is used.
      if (!transaction.success) return redirect(withFault("/", "login_required"))
      const { returnTo } = transaction.data
      try {
        const { claims, refreshToken, ...token } = await login.finish(url, transaction.data)
        const startedAt = Math.floor(now().getTime() / 1000)
        const session: Session = {
          sid: claims.sid,
          sub: claims.sub,
          name: claims.name_masked,
          assurance: claims.assurance,
          authTime: claims.auth_time,
          amr: claims.amr,
          startedAt,
          endsAt: startedAt + sessionSeconds[transport],
          refreshToken,
        }
        tokens.keep(session.sid, token)
        const sealed = await sealer.seal(session)
        return redirect(returnTo, [
          jar.clear(name),
          jar.set(sessionCookie, sealed, sessionSeconds[transport]),
        ])
      } catch (error) {
        const refused = error instanceof oauth.AuthorizationResponseError
        if (!refused) sayFailure("a login could not be finished", withClock(error, clock))
        return redirect(withFault(returnTo, refused ? "login_required" : "unavailable"), [
          jar.clear(name),
        ])
      }
    },

    "GET /tongban/session": async (request) => {
      try {
        const session = await standingSession(request)
        if (session !== undefined) return jsonAnswer({ signedIn: true, ...viewSession(session) })
      } catch (error) {
        if (!isProblemError(error, "unavailable")) throw error
        return problemAnswer(request, "unavailable")
      }
      const isDead = readCookie(request, sessionCookie) !== undefined
      return jsonAnswer({ signedIn: false }, isDead ? [jar.clear(sessionCookie)] : [])
    },

    "POST /tongban/logout": async (request) => {
      const session = await sealedSession(request)
      if (session === undefined) return jsonAnswer({ endedAtHub: true }, [jar.clear(sessionCookie)])
      const answer = await callHub(session, { method: endSession.method, path: endSession.path })
      tokens.end(session.sid)
      const endedAtHub = answer === "login_required" || (answer instanceof Response && answer.ok)
      return jsonAnswer({ endedAtHub }, [jar.clear(sessionCookie)])
    },

    "POST /tongban/surfaces": async (request) => {
      const asked: unknown = await request.json().catch(() => undefined)
      if (typeof asked !== "object" || asked === null)
        return problemAnswer(request, "invalid_request")
      // The origin is the gateway's own: a page cannot ask for another's frame.
      return forward(request, {
        method: openSurface.method,
        path: openSurface.path,
        headers: { "idempotency-key": crypto.randomUUID() },
        body: { ...asked, origin },
      })
    },

    "GET /tongban/tongban.js": (request) => Promise.resolve(scriptAnswer(request)),
  }

  return {
    origin,
    async fetch(request) {
      const url = new URL(request.url)
      // No page of ours and no cookie: the hub itself, known by what it signed.
      if (`${request.method} ${url.pathname}` === "POST /tongban/backchannel-logout")
        return logoutByHub(request)
      if (request.method !== "GET" && !fromOwnPage(request, origin))
        return problemAnswer(request, "forbidden")
      if (request.headers.get("sec-fetch-site") === "cross-site" && !isNavigation(request)) {
        return problemAnswer(request, "forbidden")
      }
      const route = routes[`${request.method} ${url.pathname}`]
      if (route !== undefined) return route(request, new URL(url.pathname + url.search, origin))
      const path = url.pathname.slice("/tongban".length)
      const operation = proxiedAt(request.method, path)
      if (operation === undefined) return problemAnswer(request, "not_found")
      return forward(request, await askedBy(request, operation, path + url.search))
    },

    async session(request) {
      const session = await standingSession(request)
      return session && viewSession(session)
    },

    async openDraft(request, itemCode, known, follows) {
      const session = await sealedSession(request)
      if (session === undefined) throw new ProblemError({ code: "login_required", status: 401 })
      const kept = known !== undefined && (await findCaseOf(session, known))
      if (kept && kept.state === "DRAFT" && kept.item.code === itemCode) return kept
      return askForCase(session, {
        method: openCase.method,
        path: openCase.path,
        body: { itemCode, ...(follows !== undefined && { follows }) },
        headers: { "idempotency-key": crypto.randomUUID() },
      })
    },

    close: () => feed.close(),
  }
}

/** Only a script of the portal's own page can send this header, and only from this origin. */
function fromOwnPage(request: Request, origin: string): boolean {
  const site = request.headers.get("sec-fetch-site")
  return (
    request.headers.get("tongban-request") === "1" &&
    request.headers.get("origin") === origin &&
    (site === null || site === "same-origin")
  )
}

const isNavigation = (request: Request): boolean =>
  request.headers.get("sec-fetch-mode") === "navigate"

function pick(headers: Headers, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}
