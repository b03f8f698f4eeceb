import type { output } from "zod/mini"
import type { Endpoint, Schema } from "../contract/endpoint.ts"
import type { Contract } from "../contract/index.ts"
import type { deliver } from "../contract/owner.ts"

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

const department = {
  id: "scjg",
  name: { zh: "澄湾市市场监督管理局", en: "Chengwan Market Regulation Bureau" },
  shortName: { zh: "市场监管局", en: "Market Regulation" },
  phone: "0799-555-0123",
}
const itemCode = "11370699XY000011934370199001001"
const item = {
  code: itemCode,
  version: 1,
  name: { zh: "食品经营许可", en: "Food business licence" },
}
const caseId = "019a9f3c-7a10-7123-8abc-0123456789ab"
const surfaceId = "q9X2bV7sT1mK4pZ8wN3cRg"
const material = "019a9f3c-7a10-7123-8abc-00000000000b"
const redemption = "019a9f3c-7a10-7123-8abc-00000000000d"
const grant = "019a9f3c-7a10-7123-8abc-00000000000e"
const consent = "019a9f3c-7a10-7123-8abc-00000000000c"
const requirement = "business-licence"
const localNumber = "FOOD-2026-0001"
const handle = "tbh1_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
const digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bb92cd1d2b1b2c7c1e5a0"
const acc = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
const at = "2026-11-24T10:32:00+08:00"
const jws = "eyJhbGciOiJFUzI1NiJ9.eyJub3RlIjoiYW4gZXhhbXBsZSJ9.c2lnbmF0dXJl"
const jwe = "eyJlbmMiOiJBMjU2R0NNIn0.a2V5.aXY.Y29udGVudA.dGFn"

const submitted = {
  id: caseId,
  department,
  item,
  state: "ACCEPTED",
  source: { scheme: "epoint", value: "30", text: "已受理" },
  turn: "department" as const,
  localNumber,
  openedAt: "2026-11-23T09:58:00+08:00",
  updatedAt: at,
  limits: {
    statutory: { days: 20, unit: "workday" as const },
    promised: { days: 10, unit: "workday" as const },
  },
  events: [
    {
      id: "019a9f3c-7a10-7123-8abc-000000000001",
      to: "ACCEPTED",
      source: { scheme: "epoint", value: "30", text: "已受理" },
      recordedAt: at,
      occurredAt: at,
      inferred: false,
    },
  ],
}
const { source: _source, localNumber: _number, ...begun } = submitted
const draft = { ...begun, state: "DRAFT", turn: "applicant" as const, events: [] }
const withdrawn = { ...submitted, state: "WITHDRAWN", turn: "none" as const }
const held = {
  id: material,
  name: { zh: "营业执照", en: "Business licence" },
  issuer: { zh: "澄湾市市场监督管理局" },
  maskedNumber: "9137********0123",
  issuedOn: "2024-03-01",
  grade: "A" as const,
  fields: ["名称", "法定代表人"],
  sensitive: false,
}
const licenceType = "11370699XY0000119P001"
const asked = {
  key: requirement,
  name: held.name,
  necessity: "required" as const,
  source: "government" as const,
  acceptedGrades: ["A" as const, "B" as const],
  licenceType,
  fields: held.fields,
}
const catalogue = { scheme: "gbt39554-basic", value: "370199001001" }
const publication = {
  name: item.name,
  shortName: { zh: "食品经营许可" },
  aliases: ["餐饮许可"],
  type: "licence" as const,
  catalogue,
  limits: submitted.limits,
  window: "1",
  requirements: [asked],
}
const published = { ...publication, code: itemCode, version: 1, department }
const elsewhere = "11370698XY000012774370199001001"
const summary = {
  ...item,
  shortName: publication.shortName,
  type: publication.type,
  catalogue,
  department,
  jurisdiction: "370699",
}
const picked = { requirement, kind: "held" as const, handle }
const webhookId = "019a9f3c-7a10-7123-8abc-00000000000e"
const webhook = {
  id: webhookId,
  url: "https://food.example.gov.cn/tongban/events",
  types: ["case.changed"],
  state: "active",
  createdAt: at,
}
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
    body: {
      itemCode,
      state: "ACCEPTED",
      source: { scheme: "epoint", value: "30", text: "已受理" },
      occurredAt: at,
      inferred: false,
      party: { scheme: "111", number: "370699198510100023" },
    },
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
      limits: { bodyBytes: 262_144, idempotencyHours: 72, urgeEveryDays: 3 },
    },
  },
  health: { answer: { status: "ok" } },
  endSession: {},
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
