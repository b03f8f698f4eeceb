/**
 * The states behind the elements, without a view: for other frameworks, and for the hub's own pages.
 *
 * @module
 */
export { CaseWatch } from "./case-watch.ts"
export type { CaseWatchState, WatchedCase } from "./case-watch.ts"
export type { Follower } from "./follow.ts"
export { LoginMachine } from "./login.ts"
export type { LoginState, SignedIn } from "./login.ts"
export { ownCases } from "./own-cases.ts"
export type { OwnCases } from "./own-cases.ts"
export { mayBeHeld, PickerMachine } from "./picker.ts"
export type { OpenSurface, PickerState, PickerTask } from "./picker.ts"
export {
  handshakeDeadlineMs,
  isHello,
  isPortOffer,
  readFromSurface,
  readToSurface,
} from "./port.ts"
export type { FromSurface, Hello, PortOffer, ToSurface } from "./port.ts"
export { hearTime, serverNow } from "./server-time.ts"
export { SurfaceHost } from "./surface-host.ts"
export type { SurfaceHostOptions } from "./surface-host.ts"
export { faultFrom, gatewayTransport, signedOut, TransportFault } from "./transport.ts"
export type { Fault, Transport } from "./transport.ts"
