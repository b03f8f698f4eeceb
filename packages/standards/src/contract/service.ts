import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { list, openCode, text } from "../nouns/bounds.ts"

/** The version of this contract: `/v1` only grows. */
export const contractVersion = "1.0"

/** What the hub is and can do. */
export const discover = endpoint({
  id: "service.discover",
  kind: "json",
  method: "GET",
  path: "/.well-known/tongban",
  summary: "Contract version, capabilities and limits of this hub.",
  callers: ["public"],
  reach: [],
  answer: z.object({
    contract: text(20),
    issuer: z.url().check(z.maxLength(300)),
    sandbox: z.boolean(),
    capabilities: list(openCode(), 50),
    limits: z.object({
      bodyBytes: z.int(),
      /** The most bytes of one uploaded file. */
      uploadBytes: z.int(),
      /** How many entries a page has: where nothing is asked for, and at most. */
      pageSize: z.object({ usual: z.int(), most: z.int() }),
      /** How long an Idempotency-Key is kept. */
      idempotencyHours: z.int(),
      /** A case may be urged once in so many days. */
      urgeEveryDays: z.int(),
      /** The most lines and bytes of a batch of reports. */
      batchLines: z.int(),
      batchBytes: z.int(),
      /** How many requests are served within `seconds`: of a client, a person, an address without a credential. */
      rates: z.object({
        seconds: z.int(),
        client: z.int(),
        person: z.int(),
        address: z.int(),
        /** Questions of one department whether somebody is known. */
        resolve: z.int(),
      }),
    }),
  }),
  problems: [],
})

/** Whether the hub can serve. */
export const health = endpoint({
  id: "service.health",
  kind: "json",
  method: "GET",
  path: "/healthz",
  summary: "Whether the hub and its database answer.",
  callers: ["public"],
  reach: [],
  answer: z.object({ status: z.enum(["ok"]) }),
  problems: ["stopping"],
})
