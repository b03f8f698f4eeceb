/**
 * The bridge as a library: for whoever starts it from their own program.
 *
 * @module
 */
export { startBridge } from "./bridge.ts"
export type { Bridge } from "./bridge.ts"
export { readConfig } from "./config.ts"
export type { BridgeConfig, ServeConfig, WatchConfig } from "./config.ts"
export { BridgeFault } from "./fault.ts"
export type { DropConfig } from "./drop/settings.ts"
export type { SiteConfig } from "./site/settings.ts"
