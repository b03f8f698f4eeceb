import type { output } from "zod/mini"
import type { Endpoint, Schema } from "../contract/endpoint.ts"
import type { Contract } from "../contract/index.ts"
import type { deliver } from "../contract/owner.ts"
import {
  acc,
  asked,
  at,
  caseId,
  consent,
  department,
  digest,
  draft,
  elsewhere,
  grant,
  handle,
  held,
  item,
  itemCode,
  jwe,
  jws,
  licenceType,
  localNumber,
  material,
  picked,
  publication,
  published,
  redemption,
  requirement,
  submitted,
  summary,
  surfaceId,
  webhook,
  webhookId,
  withdrawn,
} from "./invented.ts"

/** A call and its answer, as plain JSON. */
export interface Example {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly answer?: unknown
}

type Part = "params" | "query" | "body" | "answer"

/** An example of each part that the operation has, and of no other. */
type ExampleOf<E extends Endpoint> = {
  readonly [P in Part as E[P] extends Schema ? P : never]: E[P] extends Schema
    ? output<E[P]>
    : never
}

const { state, source } = submitted
const reported = { itemCode, state, source, occurredAt: at, inferred: false }
/** 32 bytes that say so. */
const secret = "whsec_YW4gZXhhbXBsZSBvZiBhIHNlY3JldCwgMzIgYnl0ZXM="
const delivered = { provenance: jws, content: jwe }

/** A call of each operation of the hub, and what it answers. Every person and paper is invented. */
export const examples: { readonly [Name in keyof Contract]: ExampleOf<Contract[Name]> } = {
  openCase: { body: { itemCode }, answer: draft },
  listCases: {
    query: { state: "ACCEPTED", limit: 20 },
    answer: { items: [submitted], next: "WyIyMDI2LTExLTI0VDAyOjMyOjAwWiIsIngiXQ" },
  },
  getCase: { params: { caseId }, answer: submitted },
  findCase: { params: { localNumber }, answer: submitted },
  watchCase: { params: { caseId }, answer: submitted },
  reportCase: {
    params: { localNumber },
    body: { ...reported, party: { scheme: "111", number: "370699198510100023" } },
    answer: submitted,
  },
  publishItem: {
    params: { itemCode, version: 2 },
    body: { ...publication, purpose: { zh: "办理食品经营许可", en: "Food business licence" } },
    answer: { ...published, version: 2 },
  },
  getItem: { params: { itemCode }, answer: published },
  getItemVersion: { params: { itemCode, version: 1 }, answer: published },
  listItems: {
    params: { departmentId: department.id },
    query: { limit: 20 },
    answer: { items: [summary] },
  },
  searchItems: {
    query: { jurisdiction: "370699", words: "食品许可", limit: 20 },
    answer: { items: [summary] },
  },
  getItemEvidence: {
    params: { itemCode },
    answer: {
      code: itemCode,
      version: 1,
      requirements: [
        {
          requirement: asked,
          types: [{ licenceType, name: held.name, keptBy: [department] }],
          upload: false,
        },
      ],
    },
  },
  compareItem: {
    params: { itemCode },
    query: { jurisdiction: "370698" },
    answer: {
      here: published,
      there: [
        {
          item: { ...published, code: elsewhere, limits: {} },
          differences: [{ field: "limits.statutory" }, { field: "limits.promised" }],
        },
      ],
    },
  },
  registerMaterial: {
    body: {
      ownerRef: "paper-0001",
      licenceType: "11100000MB0315304Q032",
      name: held.name,
      grade: "A",
      number: "913706990000000123",
      holder: { scheme: "111", number: "370699198510100023" },
      issuer: held.issuer,
      issuedOn: held.issuedOn,
      status: "ISSUED",
      digest,
      mediaType: "application/pdf",
      size: 48_213,
      fields: held.fields,
      sensitive: false,
    },
    answer: { id: material, version: 1 },
  },
  revokeMaterial: {
    body: { ownerRef: "paper-0001", reason: "replaced", note: { zh: "2026 年换发" } },
    answer: { id: material, revoked: { at, reason: "replaced", note: { zh: "2026 年换发" } } },
  },
  listGrants: {
    query: { limit: 20 },
    answer: {
      items: [
        {
          id: grant,
          state: "used",
          decidedAt: at,
          expiresAt: "2026-11-25T10:32:00+08:00",
          withdrawable: true,
          recipient: department,
          item: { code: itemCode, name: item.name },
          purpose: "办理食品经营许可",
          caseId,
          paper: { name: held.name, owner: department, fields: ["统一社会信用代码"] },
          use: { at, localNumber, delivery: "delivered" },
        },
      ],
    },
  },
  withdrawGrant: {
    params: { grantId: grant },
    answer: { id: grant, withdrawnAt: at },
  },
  reportCases: { body: { ...reported, localNumber }, answer: { line: 1, id: caseId } },
  submitCase: {
    params: { caseId },
    body: { localNumber },
    answer: { ...submitted, state: "SUBMITTED" },
  },
  supplyCase: {
    params: { localNumber },
    body: { requirements: [requirement] },
    answer: { ...submitted, state: "RECEIVED" },
  },
  withdrawCase: { params: { caseId }, body: { reason: "暂不开业" }, answer: withdrawn },
  urgeCase: {
    params: { caseId },
    answer: { ...submitted, urged: { at, times: 1, againOn: "2026-11-27" } },
  },
  hideCase: { params: { caseId }, answer: { ...withdrawn, hidden: true } },
  showCase: { params: { caseId }, answer: withdrawn },
  mendCase: {
    params: { localNumber },
    body: {
      mends: "019a9f3c-7a10-7123-8abc-000000000001",
      by: "许可科",
      reason: "点错了行，这一件还在审查",
    },
    answer: { ...submitted, state: "IN_REVIEW" },
  },
  openSurface: {
    body: {
      draft: caseId,
      itemCode,
      requirements: [requirement],
      origin: "https://portal.example.gov.cn",
      mode: "frame",
    },
    answer: {
      id: surfaceId,
      url: `https://hub.example.gov.cn/surface/${surfaceId}`,
      expiresAt: "2026-11-24T11:32:00+08:00",
    },
  },
  surfacePage: { params: { surfaceId } },
  unlockPage: { params: { surfaceId } },
  unlockSurface: { params: { surfaceId }, answer: { code: "Zk3vQ8mT1sX6bN0cW5yL2hRj" } },
  startSurfaceSession: {
    params: { surfaceId },
    body: { code: "Zk3vQ8mT1sX6bN0cW5yL2hRj" },
    answer: {
      token: "b7Yx0pQ4nV2kS9dF6gH1jL5mZ8cX3wR0aT7eU4iO1qE",
      expiresAt: "2026-11-24T10:47:00+08:00",
    },
  },
  listHeld: { query: { requirement }, answer: { requirement, fits: [held], unfit: [] } },
  getPicked: { params: { surfaceId }, answer: { items: [picked] } },
  dropPicked: { body: { requirement } },
  decide: {
    body: {
      decision: "agreed",
      choices: [{ requirement, material }],
      language: "zh-CN",
      noticeTextHash: digest,
      shownAt: at,
    },
    answer: { items: [picked] },
  },
  undertake: {
    body: { requirement, language: "zh-CN", noticeTextHash: digest, shownAt: at },
    answer: { item: { requirement, kind: "undertaking", handle, dueOn: "2026-12-09" } },
  },
  askConsent: {
    body: { requirement, material, language: "zh-CN" },
    answer: {
      id: consent,
      url: `https://hub.example.gov.cn/consent/${consent}`,
      expiresAt: "2026-11-24T10:42:00+08:00",
    },
  },
  getConsent: { params: { consentId: consent }, answer: { state: "agreed", item: picked } },
  consentPage: { params: { consentId: consent } },
  decideConsent: {
    params: { consentId: consent },
    body: { decision: "agreed", form: "f3Kq9sZ1xV7bN5mC" },
    answer: { decision: "agreed" },
  },
  upload: {},
  redeem: {
    body: {
      handles: [handle],
      localNumber,
      operator: { kind: "system", name: "food-portal" },
    },
    answer: {
      redemptions: [
        {
          id: redemption,
          requirement,
          caseId,
          material: {
            name: held.name,
            digest,
            mediaType: "application/pdf",
            size: 48_213,
            fields: held.fields,
          },
          owner: { client: "scjg-serve", instance: "bridge-1" },
          purpose: { zh: "办理食品经营许可" },
          form: "derived",
          acc,
          logPromise: jws,
          ticket: jws,
          at,
        },
      ],
    },
  },
  fetchContent: { params: { redemptionId: redemption }, answer: delivered },
  reportOutcome: {
    params: { redemptionId: redemption },
    body: { outcome: "delivered", provenance: jws },
    answer: { id: redemption, outcome: "delivered" },
  },
  reportDeliveries: {
    body: {
      lines: [{ at, jti: "3f6c1d2e", recipient: "scjg-redeem", acc, digest }],
      completeUntil: at,
    },
    answer: { taken: 1, differences: 0 },
  },
  listDifferences: {
    query: { limit: 20 },
    answer: {
      items: [{ kind: "notConfirmed", acc, at, recipient: "scjg-redeem", redemption }],
    },
  },
  discover: {
    answer: {
      contract: "1.0",
      issuer: "https://hub.example.gov.cn/oidc",
      sandbox: false,
      capabilities: ["login", "status", "live", "reuse", "issue"],
      limits: {
        bodyBytes: 262_144,
        idempotencyHours: 72,
        urgeEveryDays: 3,
        batchLines: 10_000,
        batchBytes: 16_777_216,
        uploadBytes: 20_971_520,
        pageSize: { usual: 20, most: 100 },
        rates: { seconds: 10, client: 10_000, person: 200, address: 1_000, resolve: 100 },
      },
    },
  },
  health: { answer: { status: "ok" } },
  endSession: {},
  resolveSubject: {
    body: { scheme: "111", number: "370699198510100023" },
    answer: { subject: "pQw3Zk1mX0c7Yt5RrB8nVhL2sJ9uEaG4dFiKoTxMbC0" },
  },
  watchSessions: { answer: { type: "ended", sid: "b2c4e6a8", at } },
  listEvents: {
    query: {
      after: "0000000000000041",
      since: at,
      type: "case.changed",
      limit: 20,
      cursor: "MTIz",
    },
    answer: {
      items: [
        {
          specversion: "1.0" as const,
          id: "019a9f3c-7a10-7123-8abc-00000000000f",
          source: "https://hub.example.gov.cn",
          type: "case.changed",
          subject: caseId,
          time: at,
          datacontenttype: "application/json" as const,
          sequence: "0000000000000042",
          data: { url: `https://hub.example.gov.cn/v1/cases/${caseId}` },
        },
      ],
    },
  },
  createWebhook: {
    body: { url: webhook.url, types: ["case.changed"] },
    answer: { webhook, secret },
  },
  listWebhooks: { answer: { items: [webhook] } },
  getWebhook: { params: { webhookId }, answer: webhook },
  deleteWebhook: { params: { webhookId } },
  rotateWebhookSecret: {
    params: { webhookId },
    answer: { webhook: { ...webhook, formerSecretUntil: "2026-11-25T10:32:00+08:00" }, secret },
  },
  pingWebhook: { params: { webhookId }, answer: { delivered: false, rule: "status", status: 401 } },
  replayWebhook: { params: { webhookId }, body: { since: at }, answer: webhook },
}

/** A call of what an owner of materials serves, and its answer. */
export const ownerExamples: { readonly deliver: ExampleOf<typeof deliver> } = {
  deliver: { answer: delivered },
}
