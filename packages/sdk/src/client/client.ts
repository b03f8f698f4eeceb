import type {
  Answer,
  Body,
  Call,
  Case,
  CaseMending,
  CaseReport,
  CaseReportAnswer,
  Language,
  ItemPublication,
  MaterialRegistration,
  Operator,
  ServiceItem,
  compareItem,
  createWebhook,
  getItemEvidence,
  listDifferences,
  listEvents,
  listItems,
  listWebhooks,
  pingWebhook,
  registerMaterial,
  reportDeliveries,
  resolveSubject,
  revokeMaterial,
  rotateWebhookSecret,
  searchItems,
  Webhook,
  listCases,
} from "@tongban/standards"
import type { DeliveryKeys, Received } from "../delivery/receive.ts"
import { CallPromise } from "./call-promise.ts"
import { createCaller } from "./call.ts"
import type { PagePromise } from "./page-promise.ts"
import type { NumberedReport } from "./report-all.ts"
import { routes } from "./routes.ts"
import type { CallOptions, Proof } from "./send.ts"
import type { Drift } from "./errors.ts"

/** What a client of the hub is made with. */
export interface ClientOptions {
  /** The hub's origin; in a page of a portal its gateway, `https://portal.example.gov.cn/tongban`. */
  baseUrl: string
  /**
   * How this client proves itself: a department's `clientAuth`, or what a page sends to its gateway beside
   * the session's cookie (`tongban-request: 1`). Without it only public operations answer.
   */
  auth?: Proof
  /** What redeeming needs: the pinned directory and the key that papers are sealed to. */
  delivery?: DeliveryKeys
  /** Called with each answer that is not as the contract says. The answer is given back all the same. */
  onDrift?: (drift: Drift) => void
  /** An answer that is not as the contract says is a `DriftError`: for tests and checks. */
  audit?: boolean
  /** Whether requests are held against the contract before they are sent: so on Node, unless said. */
  checkRequests?: boolean
  /** In which errors say what is wrong, the hub's and ours; English unless given. */
  language?: Language
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
    list(query?: CaseQuery, options?: CallOptions): PagePromise<Answer<typeof listCases>>
    /** Reads one of the department's own cases. @throws {ProblemError} `not_found` */
    get(params: { caseId: string }, options?: CallOptions): CallPromise<Case>
    /** Reads one of the department's own cases by its local number. @throws {ProblemError} `not_found` */
    find(params: { localNumber: string }, options?: CallOptions): CallPromise<Case>
    /** Says in which state a case is, by its local number. Idempotent by construction. */
    report(localNumber: string, report: Report, options?: CallOptions): CallPromise<Case>
    /**
     * Reports many cases, and gives what became of each, in their order: the case's id, or the problem that
     * refused this one and no other. They go in batches as they come, so there may be any number of
     * them. Each has a key made from what it says, unless it names one: the same reports again do nothing twice.
     *
     * @throws {TongbanError} where a batch could not be sent; begun anew, it goes on where it was
     */
    reportAll(
      reports: Iterable<NumberedReport> | AsyncIterable<NumberedReport>,
      options?: CallOptions,
    ): AsyncIterable<CaseReportAnswer>
    /**
     * Takes back what was reported by mistake: the step that `mends` names, and all after it. The applicant
     * reads it as a mending, never as a refusal.
     *
     * @throws {ProblemError} `not_found`, `step_refused` with the rule in `params`
     */
    mend(localNumber: string, mending: CaseMending, options?: CallOptions): CallPromise<Case>
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
    ): CallPromise<Case>
    /**
     * Says that papers have come, as to the counter: all that a notice of correction (补正) asks for, and the
     * case is received anew; or what was promised (容缺后补), and the promise is kept.
     *
     * @throws {ProblemError} `not_found`, `step_refused`, `correction_incomplete` with what is missing
     */
    supply(
      localNumber: string,
      what: { requirements: readonly string[] },
      options?: CallOptions,
    ): CallPromise<Case>
  }
  items: {
    /**
     * Publishes a version of one of the department's own items. What is published is never changed: a
     * change is a version with a higher number. Idempotent by construction.
     *
     * @throws {ProblemError} `item_version_taken`: `params.latest` is the highest version
     */
    publish(
      params: { itemCode: string; version: number },
      item: ItemPublication,
      options?: CallOptions,
    ): CallPromise<ServiceItem>
    /** Reads an item as it is in force today. @throws {ProblemError} `item_unknown` */
    get(params: { itemCode: string }, options?: CallOptions): CallPromise<ServiceItem>
    /** Reads one version of an item, whether in force or not. @throws {ProblemError} `item_unknown` */
    getVersion(
      params: { itemCode: string; version: number },
      options?: CallOptions,
    ): CallPromise<ServiceItem>
    /** Lists what a department handles today, by code. */
    list(
      params: { departmentId: string } & Call<typeof listItems>["query"],
      options?: CallOptions,
    ): PagePromise<Answer<typeof listItems>>
    /** Searches the items of a region and of those above it, best first. */
    search(
      query: Call<typeof searchItems>["query"],
      options?: CallOptions,
    ): PagePromise<Answer<typeof searchItems>>
    /** Reads which papers satisfy what an item asks for, and who keeps them. @throws {ProblemError} `item_unknown` */
    evidence(
      params: { itemCode: string },
      options?: CallOptions,
    ): CallPromise<Answer<typeof getItemEvidence>>
    /** Compares an item with the same one of another jurisdiction. @throws {ProblemError} `item_unknown` */
    compare(
      params: { itemCode: string; jurisdiction: string },
      options?: CallOptions,
    ): CallPromise<Answer<typeof compareItem>>
  }
  events: {
    /**
     * Reads the department's events in their order: what a webhook would be told, kept for 30 days.
     * `after` the last one's `sequence` misses none.
     */
    list(
      query?: Call<typeof listEvents>["query"],
      options?: CallOptions,
    ): PagePromise<Answer<typeof listEvents>>
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
    ): CallPromise<Answer<typeof createWebhook>>
    /** Lists the department's webhooks, and how each does. */
    list(options?: CallOptions): CallPromise<Answer<typeof listWebhooks>>
    /** Reads one webhook: its state, last failure and next try. @throws {ProblemError} `not_found` */
    get(params: { webhookId: string }, options?: CallOptions): CallPromise<Webhook>
    /** Removes a webhook, and what waits for it. @throws {ProblemError} `not_found` */
    delete(params: { webhookId: string }, options?: CallOptions): CallPromise<void>
    /** Gives it a new secret; for 24 hours the former one signs too. @throws {ProblemError} `not_found` */
    rotateSecret(
      params: { webhookId: string },
      options?: CallOptions,
    ): CallPromise<Answer<typeof rotateWebhookSecret>>
    /** Sends a `webhook.ping` now and says what came of it. @throws {ProblemError} `not_found` */
    ping(
      params: { webhookId: string },
      options?: CallOptions,
    ): CallPromise<Answer<typeof pingWebhook>>
    /** Tells it the events since an instant again; a disabled one is active again. @throws {ProblemError} `not_found` */
    replay(
      params: { webhookId: string; since: string },
      options?: CallOptions,
    ): CallPromise<Webhook>
  }
  subjects: {
    /**
     * Finds the subject of somebody whose identity number the department holds. None is told before they have logged
     * in at this department, account or not.
     */
    resolve(
      party: Body<typeof resolveSubject>,
      options?: CallOptions,
    ): CallPromise<Answer<typeof resolveSubject>>
  }
  materials: {
    /** Registers a paper that the department holds: metadata and digest, never content. */
    register(
      material: MaterialRegistration,
      options?: CallOptions,
    ): CallPromise<Answer<typeof registerMaterial>>
    /**
     * Revokes a paper for good: no handle of it is redeemed any more, and its holder sees why.
     *
     * @throws {ProblemError} `not_found`
     */
    revoke(
      revocation: Body<typeof revokeMaterial>,
      options?: CallOptions,
    ): CallPromise<Answer<typeof revokeMaterial>>
    /**
     * Redeems handles and fetches the papers from their owners. Item and purpose come from the handle.
     *
     * A paper whose owner is away is `owed`, and loses none of the others. A handle that promises a paper
     * (容缺后补) brings none: it is `promised`, with the last day.
     *
     * @throws {ProblemError} `handle_unusable`: none was redeemed, `params.handles` says which and why
     */
    redeem(
      handles: readonly string[],
      by: { localNumber: string; operator: Operator },
      options?: CallOptions,
    ): CallPromise<Received[]>
  }
  deliveries: {
    /** Tells what the department's own bridge gave out, so that the logs are held against each other. */
    report(
      report: Body<typeof reportDeliveries>,
      options?: CallOptions,
    ): CallPromise<Answer<typeof reportDeliveries>>
    /**
     * Lists where the logs of owner, recipient and hub differ now.
     *
     * @throws {ProblemError} `cursor_invalid`
     */
    differences(
      query?: Call<typeof listDifferences>["query"],
      options?: CallOptions,
    ): PagePromise<Answer<typeof listDifferences>>
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
      list: (query = {}, rest) => call.pages(routes.listCases, { query }, rest),
      get: (params, rest) => call(routes.getCase, { params }, rest),
      find: (params, rest) => call(routes.findCase, { params }, rest),
      report: (localNumber, body, rest) =>
        call(
          routes.reportCase,
          { params: { localNumber }, body: { ...body, inferred: body.inferred ?? false } },
          rest,
        ),
      async *reportAll(reports, rest) {
        // Whoever reports one by one does not carry it.
        const { reportAll } = await import("./report-all.ts")
        yield* reportAll(reports, (lines) => call.lines(routes.reportCases, lines, rest))
      },
      mend: (localNumber, body, rest) =>
        call(routes.mendCase, { params: { localNumber }, body }, rest),
      submit: (params, body, rest) => call(routes.submitCase, { params, body }, rest),
      supply: (localNumber, { requirements }, rest) =>
        call(
          routes.supplyCase,
          { params: { localNumber }, body: { requirements: [...requirements] } },
          rest,
        ),
    },
    items: {
      publish: (params, body, rest) => call(routes.publishItem, { params, body }, rest),
      get: (params, rest) => call(routes.getItem, { params }, rest),
      getVersion: (params, rest) => call(routes.getItemVersion, { params }, rest),
      list: ({ departmentId, ...query }, rest) =>
        call.pages(routes.listItems, { params: { departmentId }, query }, rest),
      search: (query, rest) => call.pages(routes.searchItems, { query }, rest),
      evidence: (params, rest) => call(routes.getItemEvidence, { params }, rest),
      compare: ({ itemCode, jurisdiction }, rest) =>
        call(routes.compareItem, { params: { itemCode }, query: { jurisdiction } }, rest),
    },
    deliveries: {
      report: (body, rest) => call(routes.reportDeliveries, { body }, rest),
      differences: (query = {}, rest) => call.pages(routes.listDifferences, { query }, rest),
    },
    subjects: {
      resolve: (body, rest) => call(routes.resolveSubject, { body }, rest),
    },
    events: {
      list: (query = {}, rest) => call.pages(routes.listEvents, { query }, rest),
    },
    webhooks: {
      create: (body, rest) => call(routes.createWebhook, { body }, rest),
      list: (rest) => call(routes.listWebhooks, {}, rest),
      get: (params, rest) => call(routes.getWebhook, { params }, rest),
      delete: (params, rest) => call(routes.deleteWebhook, { params }, rest),
      rotateSecret: (params, rest) => call(routes.rotateWebhookSecret, { params }, rest),
      ping: (params, rest) => call(routes.pingWebhook, { params }, rest),
      replay: ({ webhookId, since }, rest) =>
        call(routes.replayWebhook, { params: { webhookId }, body: { since } }, rest),
    },
    materials: {
      register: (body, rest) => call(routes.registerMaterial, { body }, rest),
      revoke: (body, rest) => call(routes.revokeMaterial, { body }, rest),
      redeem: (handles, by, rest) =>
        new CallPromise(
          // Only a server redeems: no page loads what opens papers.
          import("../delivery/redeem-all.ts").then(({ redeemAll }) =>
            redeemAll(call, options, { handles: [...handles], ...by }, rest),
          ),
        ),
    },
  }
}
