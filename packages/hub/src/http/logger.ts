import type { FastifyServerOptions } from "fastify"
import { toldError, withoutValues } from "../told-error.ts"

/**
 * Only errors: of a request only its id, method and route, of an error no value. No address, token or
 * personal data.
 */
export const logger = {
  level: "error",
  serializers: {
    req: ({ method, routeOptions }) => ({ method, route: routeOptions.url }),
    err: toldError,
  },
  hooks: {
    // The framework's own lines repeat the error's message beside the error.
    logMethod([about, words]: unknown[], log) {
      if (typeof about === "string") log.call(this, withoutValues(about))
      else {
        const what = about instanceof Error ? { err: about } : about
        log.call(this, what, typeof words === "string" ? withoutValues(words) : "error")
      }
    },
  },
} satisfies FastifyServerOptions["logger"]
