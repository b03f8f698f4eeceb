/**
 * The whole contract as one object: for the hub and whoever checks it. A client imports operations one by one.
 *
 * @module
 */
import {
  findCase,
  getCase,
  hideCase,
  listCases,
  mendCase,
  openCase,
  reportCase,
  reportCases,
  showCase,
  submitCase,
  supplyCase,
  urgeCase,
  watchCase,
  withdrawCase,
} from "./cases.ts"
import { askConsent, consentPage, decideConsent, getConsent } from "./consents.ts"
import { listEvents } from "./events.ts"
import { listDifferences, reportDeliveries } from "./deliveries.ts"
import { listGrants, withdrawGrant } from "./grants.ts"
import {
  compareItem,
  getItem,
  getItemEvidence,
  getItemVersion,
  listItems,
  publishItem,
  searchItems,
} from "./items.ts"
import { registerMaterial, revokeMaterial } from "./materials.ts"
import { fetchContent, redeem, reportOutcome } from "./redemptions.ts"
import { discover, health } from "./service.ts"
import { endSession, watchSessions } from "./sessions.ts"
import { resolveSubject } from "./subjects.ts"
import {
  decide,
  dropPicked,
  getPicked,
  listHeld,
  openSurface,
  startSurfaceSession,
  surfacePage,
  unlockPage,
  unlockSurface,
} from "./surfaces.ts"
import { undertake } from "./undertakings.ts"
import { upload } from "./uploads.ts"
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhooks,
  pingWebhook,
  replayWebhook,
  rotateWebhookSecret,
} from "./webhooks.ts"

/** Every operation of the hub. An entry of its own: a client that imports it carries them all. */
export const contract = {
  openCase,
  listCases,
  getCase,
  findCase,
  watchCase,
  reportCase,
  reportCases,
  submitCase,
  supplyCase,
  withdrawCase,
  urgeCase,
  hideCase,
  showCase,
  mendCase,
  publishItem,
  getItem,
  getItemVersion,
  listItems,
  searchItems,
  getItemEvidence,
  compareItem,
  registerMaterial,
  revokeMaterial,
  listGrants,
  withdrawGrant,
  openSurface,
  surfacePage,
  unlockPage,
  unlockSurface,
  startSurfaceSession,
  listHeld,
  getPicked,
  dropPicked,
  decide,
  undertake,
  askConsent,
  getConsent,
  consentPage,
  decideConsent,
  upload,
  redeem,
  fetchContent,
  reportOutcome,
  reportDeliveries,
  listDifferences,
  discover,
  health,
  endSession,
  watchSessions,
  resolveSubject,
  listEvents,
  createWebhook,
  listWebhooks,
  getWebhook,
  deleteWebhook,
  rotateWebhookSecret,
  pingWebhook,
  replayWebhook,
} as const
/** The type of `contract`: handlers and clients are derived from it. */
export type Contract = typeof contract
