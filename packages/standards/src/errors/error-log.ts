import { toldError, withoutValues } from "./told-error.ts"

/** What of a request may stand in a log. */
interface RoutedRequest {
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
    req: ({ method, routeOptions }: RoutedRequest) => ({ method, route: routeOptions.url }),
    err: toldError,
  },
  hooks: {
    // The framework's own lines repeat the error's message beside the error.
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
