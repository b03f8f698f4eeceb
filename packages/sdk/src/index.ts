/**
 * The typed client of the hub.
 *
 * @module
 */
export { createClient } from "./client/client.ts"
export type { CaseQuery, ClientOptions, Report, Tongban } from "./client/client.ts"
export type { CallOptions, Drift } from "./client/call.ts"
export {
  AbortedError,
  isAbortedError,
  isNetworkError,
  isProblemError,
  isTimeoutError,
  NetworkError,
  ProblemError,
  TimeoutError,
  TongbanError,
} from "./client/errors.ts"
export type { DeliveryKeys, Received } from "./delivery/receive.ts"
export type { UseReceipt } from "@tongban/standards"
