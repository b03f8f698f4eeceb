import { toldError, withoutValues } from "./told-error.ts"

/** What of a request may stand in a log. */
export interface LoggedRequest {
  method: string
  routeOptions: { url?: string | undefined }
}

/**
 * A server's log, as Fastify's `logger` takes it: only errors; of a request only its method and route,
 * of an error no value. No address, token or personal data.
 */
export const errorLog = {
  level: "error",
  serializers: {
    /** Its method and route; the address itself may hold a number. */
    req: ({ method, routeOptions }: LoggedRequest) => ({ method, route: routeOptions.url }),
    /** What it is and where, without values. */
    err: toldError,
  },
  hooks: {
    /** The framework's own lines repeat the error's message beside the error. */
    logMethod(
      this: unknown,
      [about, words]: unknown[],
      log: { call(log: unknown, about: unknown, words?: string): void },
    ): void {
      if (typeof about === "string") log.call(this, withoutValues(about))
      else {
        const what = about instanceof Error ? { err: about } : about
        log.call(this, what, typeof words === "string" ? withoutValues(words) : "error")
      }
    },
  },
}
