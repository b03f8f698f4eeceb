/**
 * The typed client of the hub.
 *
 * @module
 */
export { createClient } from "./client/client.ts"
export type { CaseQuery, ClientOptions, Report, Tongban } from "./client/client.ts"
export type { NumberedReport } from "./client/report-all.ts"
export { CallPromise } from "./client/call-promise.ts"
export type { AnswerInfo, WithResponse } from "./client/call-promise.ts"
export type { CallOptions, Proof } from "./client/send.ts"
export {
  AbortedError,
  AuthRequiredError,
  DriftError,
  isAbortedError,
  isAuthRequiredError,
  isDriftError,
  isNetworkError,
  isProblemError,
  isTimeoutError,
  isTongbanError,
  NetworkError,
  ProblemError,
  TimeoutError,
  TongbanError,
} from "./client/errors.ts"
export type { Drift, ErrorKind, Refusal } from "./client/errors.ts"
export { keptKeys } from "./client/kept-keys.ts"
export type { KeptKeys, KeyStorage } from "./client/kept-keys.ts"
export { PagePromise } from "./client/page-promise.ts"
export type { Entry, Page, Paged } from "./client/page-promise.ts"
export type { DeliveryKeys, PromisedPaper, Received, ReceivedPaper } from "./delivery/receive.ts"
export type { UseReceipt } from "@tongban/standards"
