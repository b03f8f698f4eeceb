import {
  createWebhook,
  deleteWebhook,
  fetchContent,
  findCase,
  getCase,
  getItem,
  getWebhook,
  listEvents,
  listWebhooks,
  pingWebhook,
  listCases,
  mendCase,
  redeem,
  registerMaterial,
  replayWebhook,
  reportCase,
  reportOutcome,
  rotateWebhookSecret,
  submitCase,
  supplyCase,
} from "@tongban/standards"
import type {
  Answer,
  Body,
  Call,
  Case,
  CaseMending,
  CaseReport,
  MaterialRegistration,
  Operator,
  ServiceItem,
  Webhook,
} from "@tongban/standards"
import type { ClientAuth } from "../client-auth/client-auth.ts"
import { receive } from "../delivery/receive.ts"
import type { DeliveryKeys, Received } from "../delivery/receive.ts"
import { createCaller } from "./call.ts"
import type { CallOptions, Drift } from "./call.ts"

/** What a client of the hub is made with. */
export interface ClientOptions {
  /** The hub's origin. */
  baseUrl: string
  /** How this client proves itself; without it only public operations answer. */
  auth?: ClientAuth
  /** What redeeming needs: the pinned directory and the key that papers are sealed to. */
  delivery?: DeliveryKeys
  /** Called with each answer that is not as the contract says. The answer is given back all the same. */
  onDrift?: (drift: Drift) => void
  /** Another fetch, for proxies and tests. */
  fetch?: typeof globalThis.fetch
}

/** What a department's system says of a case; reported, not inferred, unless said. */
export type Report = Omit<CaseReport, "inferred"> & { inferred?: boolean }

/** Which of the department's cases, and which page of them. */
export type CaseQuery = Omit<Call<typeof listCases>["query"], "hidden">

/** The hub, as a department's server sees it. */
export interface Tongban {
  cases: {
    /**
     * Lists the department's own cases, a page at a time, in the order in which they changed.
     *
     * @throws {ProblemError} `cursor_invalid`
     */
    list(query?: CaseQuery, options?: CallOptions): Promise<Answer<typeof listCases>>
    /** Reads one of the department's own cases. @throws {ProblemError} `not_found` */
    get(params: { caseId: string }, options?: CallOptions): Promise<Case>
    /** Reads one of the department's own cases by its local number. @throws {ProblemError} `not_found` */
    find(params: { localNumber: string }, options?: CallOptions): Promise<Case>
    /** Says in which state a case is, by its local number. Idempotent by construction. */
    report(localNumber: string, report: Report, options?: CallOptions): Promise<Case>
    /**
     * Takes back what was reported by mistake: the step that `mends` names, and all after it. The applicant
     * reads it as a mending, never as a refusal.
     *
     * @throws {ProblemError} `not_found`, `step_refused` with the rule in `params`
     */
    mend(localNumber: string, mending: CaseMending, options?: CallOptions): Promise<Case>
    /**
     * Says that the portal has taken an application in whose papers need no redeeming; the draft gets its
     * number. Asked by the client that redeems for the portal.
     *
     * @throws {ProblemError} `not_found`, `step_refused`, `number_taken`
     */
    submit(
      params: { caseId: string },
      by: { localNumber: string },
      options?: CallOptions,
    ): Promise<Case>
    /**
     * Says that all that a notice of correction (补正) asks for has come: the case is received anew.
     *
     * @throws {ProblemError} `not_found`, `step_refused`, `correction_incomplete` with what is missing
     */
    supply(
      localNumber: string,
      what: { requirements: readonly string[] },
      options?: CallOptions,
    ): Promise<Case>
  }
  items: {
    /** Reads the published version of an item. @throws {ProblemError} `item_unknown` */
    get(params: { itemCode: string }, options?: CallOptions): Promise<ServiceItem>
  }
  events: {
    /**
     * Reads the department's events in their order: what a webhook would be told, kept for 30 days.
     * `after` the last one's `sequence` misses none.
     */
    list(
      query?: Call<typeof listEvents>["query"],
      options?: CallOptions,
    ): Promise<Answer<typeof listEvents>>
  }
  webhooks: {
    /**
     * Registers an address that the department's events are posted to; `@tongban/sdk/webhooks` checks what comes.
     * The secret is told here and never again.
     *
     * @throws {ProblemError} `webhook_refused` (`params.rule` says why), `webhooks_full`
     */
    create(
      webhook: Body<typeof createWebhook>,
      options?: CallOptions,
    ): Promise<Answer<typeof createWebhook>>
    /** Lists the department's webhooks, and how each does. */
    list(options?: CallOptions): Promise<Answer<typeof listWebhooks>>
    /** Reads one webhook: its state, last failure and next try. @throws {ProblemError} `not_found` */
    get(params: { webhookId: string }, options?: CallOptions): Promise<Webhook>
    /** Removes a webhook, and what waits for it. @throws {ProblemError} `not_found` */
    delete(params: { webhookId: string }, options?: CallOptions): Promise<void>
    /** Gives it a new secret; for 24 hours the former one signs too. @throws {ProblemError} `not_found` */
    rotateSecret(
      params: { webhookId: string },
      options?: CallOptions,
    ): Promise<Answer<typeof rotateWebhookSecret>>
    /** Sends a `webhook.ping` now and says what came of it. @throws {ProblemError} `not_found` */
    ping(params: { webhookId: string }, options?: CallOptions): Promise<Answer<typeof pingWebhook>>
    /** Tells it the events since an instant again; a disabled one is active again. @throws {ProblemError} `not_found` */
    replay(params: { webhookId: string; since: string }, options?: CallOptions): Promise<Webhook>
  }
  materials: {
    /** Registers a paper that the department holds: metadata and digest, never content. */
    register(material: MaterialRegistration, options?: CallOptions): Promise<{ id: string }>
    /**
     * Redeems handles and fetches the papers from their owners. Item and purpose come from the handle.
     *
     * A paper whose owner is away is `owed`, and loses none of the others.
     *
     * @throws {ProblemError} `handle_unusable`: none was redeemed, `params.handles` says which and why
     */
    redeem(
      handles: readonly string[],
      by: { localNumber: string; operator: Operator },
      options?: CallOptions,
    ): Promise<Received[]>
  }
}

/**
 * Makes a client of the hub.
 *
 * @example
 * ```ts
 * import { createClient } from "@tongban/sdk"
 *
 * const tongban = createClient({ baseUrl: "https://hub.example.gov.cn" })
 * const item = await tongban.items.get({ itemCode: "11370699XY000011934370199001001" })
 * console.log(item.requirements.map(({ name }) => name.zh))
 * ```
 */
export function createClient(options: ClientOptions): Tongban {
  const call = createCaller(options)
  return {
    cases: {
      list: (query = {}, rest) => call(listCases, { query }, rest),
      get: (params, rest) => call(getCase, { params }, rest),
      find: (params, rest) => call(findCase, { params }, rest),
      report: (localNumber, body, rest) =>
        call(
          reportCase,
          { params: { localNumber }, body: { ...body, inferred: body.inferred ?? false } },
          rest,
        ),
      mend: (localNumber, body, rest) => call(mendCase, { params: { localNumber }, body }, rest),
      submit: (params, body, rest) => call(submitCase, { params, body }, rest),
      supply: (localNumber, { requirements }, rest) =>
        call(
          supplyCase,
          { params: { localNumber }, body: { requirements: [...requirements] } },
          rest,
        ),
    },
    items: {
      get: (params, rest) => call(getItem, { params }, rest),
    },
    events: {
      list: (query = {}, rest) => call(listEvents, { query }, rest),
    },
    webhooks: {
      create: (body, rest) => call(createWebhook, { body }, rest),
      list: (rest) => call(listWebhooks, {}, rest),
      get: (params, rest) => call(getWebhook, { params }, rest),
      delete: (params, rest) => call(deleteWebhook, { params }, rest),
      rotateSecret: (params, rest) => call(rotateWebhookSecret, { params }, rest),
      ping: (params, rest) => call(pingWebhook, { params }, rest),
      replay: ({ webhookId, since }, rest) =>
        call(replayWebhook, { params: { webhookId }, body: { since } }, rest),
    },
    materials: {
      register: (body, rest) => call(registerMaterial, { body }, rest),
      async redeem(handles, { localNumber, operator }, rest) {
        const { auth, delivery } = options
        if (auth === undefined || delivery === undefined) {
          throw new TypeError(
            "redeeming needs `auth` with the release key and `delivery` with the directory and its decryption key",
          )
        }
        const { redemptions } = await call(
          redeem,
          { body: { handles: [...handles], localNumber, operator } },
          rest,
        )
        return Promise.all(
          redemptions.map(async (redemption) => {
            const received = await receive(redemption, {
              auth,
              issuer: new URL(options.baseUrl).origin,
              fromHub: (redemptionId) => call(fetchContent, { params: { redemptionId } }),
              ...delivery,
            })
            await call(reportOutcome, {
              params: { redemptionId: redemption.id },
              body:
                received.status === "delivered"
                  ? { outcome: "delivered", provenance: received.provenance }
                  : { outcome: "failed", reason: received.problem.code },
            })
            return received
          }),
        )
      },
    },
  }
}
