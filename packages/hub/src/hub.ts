import { randomUUID } from "node:crypto"
import { existsSync } from "node:fs"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import fastifyStatic from "@fastify/static"
import Fastify from "fastify"
import type { FastifyInstance } from "fastify"
import { validatorCompiler } from "fastify-type-provider-zod"
import type Provider from "oidc-provider"
import { errorLog, uploadRules } from "@tongban/standards"
import { contract } from "@tongban/standards/contract"
import { openapi } from "@tongban/standards/openapi"
import { list } from "./cases/list.ts"
import * as cases from "./cases/operations.ts"
import { reportAll } from "./cases/report-all.ts"
import { report } from "./cases/report.ts"
import { hide, show } from "./cases/sight.ts"
import { mend, submit, supply, withdraw } from "./cases/steps.ts"
import { urge } from "./cases/urge.ts"
import { caseVersions } from "./cases/version.ts"
import * as consents from "./consents/operations.ts"
import { consentPages } from "./consents/pages.ts"
import { followOutbox } from "./events/feed.ts"
import type { Feed } from "./events/feed.ts"
import * as events from "./events/operations.ts"
import { decide } from "./grants/decide.ts"
import * as grants from "./grants/operations.ts"
import { answerProblem } from "./http/answer-problem.ts"
import { answerCompiler } from "./http/answer-schema.ts"
import { takeBatches } from "./http/batch.ts"
import { draining } from "./http/drain.ts"
import { bodyLimit, requestTimeoutMs } from "./http/limits.ts"
import type { Handlers, Services } from "./http/operation.ts"
import { Problem } from "./http/problem.ts"
import { register } from "./http/register.ts"
import type { AnyHandler } from "./http/register.ts"
import { backChannel } from "./identity/back-channel.ts"
import { createProvider } from "./identity/provider.ts"
import { resolve } from "./identity/resolve.ts"
import { sandboxLogin } from "./identity/sandbox-login.ts"
import { evidence } from "./items/evidence.ts"
import * as items from "./items/operations.ts"
import { publish } from "./items/publish.ts"
import { publishRegistered } from "./items/registered.ts"
import { search } from "./items/search.ts"
import { ItemShelf } from "./items/shelf.ts"
import * as materials from "./materials/operations.ts"
import { authenticator } from "./policy/authenticate.ts"
import { counterOf } from "./rates/counter.ts"
import type { Counter } from "./rates/counter.ts"
import { countRequests } from "./rates/count-requests.ts"
import { defaultRates } from "./rates/rates.ts"
import type { Rates } from "./rates/rates.ts"
import { shareCounts } from "./rates/share.ts"
import { content } from "./redemptions/content.ts"
import { outcome } from "./redemptions/outcome.ts"
import { differences, reportLines } from "./redemptions/reconcile.ts"
import { redeem } from "./redemptions/redeem.ts"
import { createSigner } from "./redemptions/signer.ts"
import { Registry } from "./registry/registry.ts"
import { derivedKey } from "./secrets.ts"
import * as service from "./service/operations.ts"
import * as sessions from "./sessions/operations.ts"
import {
  defaultClockAheadSeconds,
  defaultStopWithinSeconds,
  defaultUrgeEveryDays,
} from "./settings.ts"
import type { HubSettings } from "./settings.ts"
import type { Database } from "./store/database.ts"
import { counting } from "./store/counting.ts"
import { openStore } from "./store/open.ts"
import { startSweeping } from "./store/sweep.ts"
import { held } from "./surfaces/held.ts"
import { open } from "./surfaces/open.ts"
import * as picked from "./surfaces/picked.ts"
import { surfacePages } from "./surfaces/pages.ts"
import { start, unlock } from "./surfaces/session.ts"
import { countBytes } from "./telemetry/count-bytes.ts"
import { countsNothing, hubMetrics } from "./telemetry/metrics.ts"
import type { Counts } from "./telemetry/metrics.ts"
import { requestLog } from "./telemetry/request-log.ts"
import { watchRequests } from "./telemetry/requests.ts"
import { serveMetrics } from "./telemetry/serve-metrics.ts"
import { undertake } from "./undertakings/promise.ts"
import { folderStore } from "./uploads/object-store.ts"
import { keyWrap } from "./uploads/seal.ts"
import { serveUploads } from "./uploads/tus.ts"
import { createVault } from "./uploads/vault.ts"
import type { Vault } from "./uploads/vault.ts"
import { startCourier } from "./webhooks/courier.ts"
import * as webhooks from "./webhooks/operations.ts"
import { webhookServices } from "./webhooks/services.ts"
import type { WebhookServices } from "./webhooks/services.ts"

/** How often the outbox is read for those who follow. */
const followEveryMs = 500

/** Every operation of the contract and who does it; complete by type. */
const handlers: Handlers = {
  openCase: cases.open,
  getCase: cases.get,
  listCases: list,
  findCase: cases.find,
  watchCase: cases.watch,
  reportCase: report,
  reportCases: reportAll,
  submitCase: submit,
  supplyCase: supply,
  withdrawCase: withdraw,
  urgeCase: urge,
  hideCase: hide,
  showCase: show,
  mendCase: mend,
  publishItem: publish,
  getItem: items.get,
  getItemVersion: items.getVersion,
  listItems: items.list,
  searchItems: search,
  getItemEvidence: evidence,
  compareItem: items.compare,
  registerMaterial: materials.register,
  revokeMaterial: materials.revoke,
  listGrants: grants.list,
  withdrawGrant: grants.withdraw,
  openSurface: open,
  unlockSurface: unlock,
  startSurfaceSession: start,
  listHeld: held,
  getPicked: picked.get,
  dropPicked: picked.drop,
  decide,
  undertake,
  askConsent: consents.ask,
  getConsent: consents.get,
  decideConsent: consents.decide,
  redeem,
  fetchContent: content,
  reportOutcome: outcome,
  reportDeliveries: reportLines,
  listDifferences: differences,
  discover: service.discovery,
  health: service.healthy,
  endSession: sessions.end,
  watchSessions: sessions.watch,
  resolveSubject: resolve,
  listEvents: events.list,
  createWebhook: webhooks.create,
  listWebhooks: webhooks.list,
  getWebhook: webhooks.get,
  deleteWebhook: webhooks.remove,
  rotateWebhookSecret: webhooks.rotateSecret,
  pingWebhook: webhooks.ping,
  replayWebhook: webhooks.replay,
}

/** A hub that runs. */
export interface Hub {
  origin: string
  /**
   * Stops: says so, takes nothing more, ends the streams, answers what was asked, brings the deliveries
   * under way to their end, closes the database. What isn't done within the time that is set is cut off.
   */
  close(): Promise<void>
}

/**
 * Starts the hub: opens the database, serves.
 *
 * @param now - the clock of drafts, handles and grants; tokens always follow the machine's own
 * @throws {DatabaseUnusable} where the server can't be reached or is too old.
 * @throws {FolderUnusable} where the folder is another process's or cannot be written.
 */
export async function startHub(
  settings: HubSettings,
  now: () => Date = () => new Date(),
): Promise<Hub> {
  const stopping = new AbortController()
  /** How each part that was started ends: the last one first. */
  const ends: ((withinMs: number) => Promise<unknown>)[] = []
  const { stopAnnouncedSeconds = 0, stopWithinSeconds = defaultStopWithinSeconds } = settings
  const end = async () => {
    stopping.abort()
    const until = Date.now() + stopWithinSeconds * 1000
    for (const each of ends.splice(0).reverse()) await each(Math.max(until - Date.now(), 0))
  }
  try {
    const { db, pool } = await openStore(settings.database)
    ends.push(() => db.destroy())
    const metrics = settings.metricsListen && hubMetrics(db, pool, now)
    if (settings.metricsListen && metrics)
      ends.push(await serveMetrics(settings.metricsListen, metrics))
    const counts = metrics ?? countsNothing
    const objects = countBytes(folderStore(settings.objectFolder), (bytes) => {
      counts.uploaded(bytes)
    })
    const vault = createVault(objects, keyWrap(settings.keys.uploads))
    ends.push(startSweeping(db, vault, now))
    const pairwise = Buffer.from(settings.keys.pairwise, "base64url")
    const delivery = webhookServices(pairwise, settings.webhooks, now)
    const courier = startCourier({
      ...delivery,
      origin: settings.origin,
      db,
      everyMs: followEveryMs,
      tried: (result) => {
        counts.tried(result)
      },
      now,
    })
    ends.push((withinMs) => courier.close(withinMs))
    const feed = followOutbox(db, followEveryMs, now)
    ends.push(() => feed.close())
    const rates = { ...defaultRates, ...settings.rates }
    const counter = counterOf(rates)
    const sharing = shareCounts(db, counter, rates.seconds)
    ends.push(() => sharing.close())
    const { app, drain } = await serve(settings, {
      db: counted(settings, db),
      feed,
      vault,
      webhooks: delivery,
      counts,
      rates,
      counter,
      stopping: stopping.signal,
      now,
    })
    ends.push(drain)
    await app.listen(listenAt(settings))
  } catch (error) {
    await end()
    throw error
  }
  return {
    origin: settings.origin,
    async close() {
      stopping.abort()
      await pause(stopAnnouncedSeconds * 1000)
      await end()
    },
  }
}

/** Its origin's own host and port, unless the operator named others. */
function listenAt({ origin, listen }: HubSettings): { host: string; port: number } {
  const { hostname, port, protocol } = new URL(origin)
  const { host, port: at } = listen ?? {
    host: hostname,
    port: Number(port || (protocol === "https:" ? 443 : 80)),
  }
  return { host: host === "localhost" ? "127.0.0.1" : host, port: at }
}

interface Parts {
  db: Database
  feed: Feed
  vault: Vault
  webhooks: WebhookServices
  counts: Counts
  stopping: AbortSignal
  rates: Rates
  counter: Counter
  now(): Date
}

/** What requests ask is counted, what the feed looks up by itself is not. */
const counted = ({ onStatement }: HubSettings, db: Database): Database =>
  onStatement === undefined ? db : db.withPlugin(counting(onStatement))

async function serve(
  settings: HubSettings,
  { db, feed, vault, webhooks: delivery, counts, rates, counter, stopping, now }: Parts,
): Promise<{ app: FastifyInstance; drain(withinMs: number): Promise<void> }> {
  const { origin, keys, personas } = settings
  const registry = new Registry(settings.registry)
  await publishRegistered(db, registry, now())
  const personKeys = {
    match: Buffer.from(keys.match, "base64url"),
    pairwise: Buffer.from(keys.pairwise, "base64url"),
  }
  const provider = createProvider({ origin, db, registry, keys, personKeys, feed, now })
  const services: Services = {
    origin,
    registry,
    items: new ItemShelf(),
    personKeys,
    handleKey: derivedKey(personKeys.pairwise, "handle"),
    formKey: derivedKey(personKeys.pairwise, "form"),
    cursorKey: derivedKey(personKeys.pairwise, "cursor"),
    signer: createSigner(origin, keys),
    vault,
    feed,
    webhooks: delivery,
    callBack: backChannel(provider),
    clockAheadMs: (settings.clockAheadSeconds ?? defaultClockAheadSeconds) * 1000,
    urgeEveryDays: settings.urgeEveryDays ?? defaultUrgeEveryDays,
    uploadBytes: settings.uploadBytes ?? uploadRules.mostBytes,
    sandbox: personas !== undefined,
    counts,
    stopping,
    rates,
    now,
  }

  const { authenticate, headersOf } = countRequests(
    authenticator({ origin, db, registry, keys, provider }),
    { counter, rates, addressKey: derivedKey(personKeys.pairwise, "address") },
  )

  const app = Fastify({
    logger: errorLog,
    bodyLimit,
    requestTimeout: requestTimeoutMs,
    genReqId: () => randomUUID(),
    // What comes on a connection that was open before the hub stops is answered still.
    return503OnClosing: false,
    trustProxy: settings.trustedProxies ?? [],
    // What the router refuses by itself: an address that is malformed, or too long to name anything.
    frameworkErrors: answerProblem,
  })
  const drain = draining(app, stopping)
  const log = settings.requestLog === true ? requestLog(app.log) : () => undefined
  watchRequests(app, (answered) => {
    log(answered)
    counts.answered(answered)
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(answerCompiler)
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler((request, reply) => {
    answerProblem(new Problem("not_found"), request, reply)
  })
  app.addHook("onSend", (request, reply, _, done) => {
    void reply
      .header("x-request-id", request.id)
      .header("x-content-type-options", "nosniff")
      .headers(headersOf(request))
    done()
  })
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))))
    },
  )

  takeBatches(app)
  const registrar = { app, db, services, versions: caseVersions, authenticate }
  for (const [name, handler] of Object.entries(handlers))
    register(registrar, contract[name as keyof Handlers], handler as AnyHandler)
  await serveUploads(app, { ...services, db, authenticate })
  const description = openapi({ serverUrl: origin })
  app.get("/openapi.json", (_, reply) => reply.send(description))
  app.get("/favicon.ico", (_, reply) => reply.code(204).send())
  surfacePages(app, { ...services, db, provider })
  consentPages(app, { ...services, db, provider })
  if (personas !== undefined) {
    sandboxLogin(app, { origin, db, registry, provider, personKeys, personas, now })
  }
  await servePageFiles(app)
  await mountProvider(app, provider)
  return { app, drain }
}

/** The scripts of our own pages, as `npm run build` makes them. */
async function servePageFiles(app: FastifyInstance): Promise<void> {
  const root = fileURLToPath(new URL("../dist/browser", import.meta.url))
  if (!existsSync(root))
    throw new Error(`the hub's pages are not built (${root}); run npm run build`)
  await app.register(fastifyStatic, {
    root,
    prefix: "/pages/",
    cacheControl: true,
    maxAge: 0,
    etag: true,
  })
}

/** oidc-provider answers everything under the issuer by itself: raw request, its own body parser. */
async function mountProvider(app: FastifyInstance, provider: Provider): Promise<void> {
  const answer = provider.callback()
  await app.register((scope, _, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser("*", (_request, _payload, parsed) => {
      parsed(null)
    })
    scope.all("/oidc/*", (request, reply) => {
      reply.hijack()
      const raw = request.raw as typeof request.raw & { originalUrl?: string }
      raw.originalUrl = raw.url ?? "/"
      raw.url = raw.originalUrl.slice("/oidc".length)
      void answer(raw, reply.raw)
    })
    done()
  })
}
