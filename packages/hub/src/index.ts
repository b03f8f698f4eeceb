/**
 * The hub as a library: for whoever starts it from their own program.
 *
 * @module
 */
export { startHub } from "./hub.ts"
export type { Hub } from "./hub.ts"
export { readSettings, SettingsFault } from "./settings.ts"
export type { Rates } from "./rates/rates.ts"
export type { HubSettings } from "./settings.ts"
export { DatabaseUnusable } from "./store/database.ts"
export type { DatabasePlace } from "./store/open.ts"
export { FolderUnusable, lockFolder } from "./store/lock.ts"
export type { FolderLock } from "./store/lock.ts"
export type { WebhookReach } from "./webhooks/address.ts"
