import type {
  createWebhook,
  deleteWebhook,
  findCase,
  getCase,
  getItem,
  getWebhook,
  listCases,
  listEvents,
  listWebhooks,
  mendCase,
  pingWebhook,
  registerMaterial,
  replayWebhook,
  reportCase,
  rotateWebhookSecret,
  submitCase,
  supplyCase,
} from "@tongban/standards"
import { routeTo } from "./route.ts"

/** Where each method of the client goes. */
export const routes = {
  listCases: routeTo<typeof listCases>()({
    id: "cases.list",
    method: "GET",
    path: "/v1/cases",
  }),
  getCase: routeTo<typeof getCase>()({
    id: "cases.get",
    method: "GET",
    path: "/v1/cases/:caseId",
  }),
  findCase: routeTo<typeof findCase>()({
    id: "cases.find",
    method: "GET",
    path: "/v1/case-numbers/:localNumber",
  }),
  reportCase: routeTo<typeof reportCase>()({
    id: "cases.report",
    method: "POST",
    path: "/v1/case-reports/:localNumber",
    idempotent: true,
  }),
  mendCase: routeTo<typeof mendCase>()({
    id: "cases.mend",
    method: "POST",
    path: "/v1/case-reports/:localNumber/mendings",
    idempotent: true,
  }),
  submitCase: routeTo<typeof submitCase>()({
    id: "cases.submit",
    method: "POST",
    path: "/v1/cases/:caseId/submission",
    idempotent: true,
  }),
  supplyCase: routeTo<typeof supplyCase>()({
    id: "cases.supply",
    method: "POST",
    path: "/v1/case-numbers/:localNumber/supply",
    idempotent: true,
  }),
  getItem: routeTo<typeof getItem>()({
    id: "items.get",
    method: "GET",
    path: "/v1/items/:itemCode",
  }),
  listEvents: routeTo<typeof listEvents>()({
    id: "events.list",
    method: "GET",
    path: "/v1/events",
  }),
  createWebhook: routeTo<typeof createWebhook>()({
    id: "webhooks.create",
    method: "POST",
    path: "/v1/webhooks",
    idempotent: true,
  }),
  listWebhooks: routeTo<typeof listWebhooks>()({
    id: "webhooks.list",
    method: "GET",
    path: "/v1/webhooks",
  }),
  getWebhook: routeTo<typeof getWebhook>()({
    id: "webhooks.get",
    method: "GET",
    path: "/v1/webhooks/:webhookId",
  }),
  deleteWebhook: routeTo<typeof deleteWebhook>()({
    id: "webhooks.delete",
    method: "DELETE",
    path: "/v1/webhooks/:webhookId",
    idempotent: true,
  }),
  rotateWebhookSecret: routeTo<typeof rotateWebhookSecret>()({
    id: "webhooks.rotateSecret",
    method: "POST",
    path: "/v1/webhooks/:webhookId/secret",
    idempotent: true,
  }),
  pingWebhook: routeTo<typeof pingWebhook>()({
    id: "webhooks.ping",
    method: "POST",
    path: "/v1/webhooks/:webhookId/ping",
    idempotent: true,
  }),
  replayWebhook: routeTo<typeof replayWebhook>()({
    id: "webhooks.replay",
    method: "POST",
    path: "/v1/webhooks/:webhookId/replay",
    idempotent: true,
  }),
  registerMaterial: routeTo<typeof registerMaterial>()({
    id: "materials.register",
    method: "POST",
    path: "/v1/materials",
    idempotent: true,
  }),
}
