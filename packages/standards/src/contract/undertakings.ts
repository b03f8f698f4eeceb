import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { anyText } from "../nouns/bounds.ts"
import { ToldItem } from "../nouns/handle.ts"
import { RequirementKey } from "../nouns/item.ts"
import { Instant } from "../nouns/values.ts"
import { languages } from "../text/language.ts"

/** The citizen's promise to supply a paper later (容缺后补), and its handle (protocol M8). */
export const undertake = endpoint({
  id: "surface.undertake",
  kind: "json",
  method: "POST",
  path: "/v1/surface/undertakings",
  summary: "Promise to supply a paper later.",
  callers: ["surface"],
  reach: [],
  idempotent: true,
  body: z.strictObject({
    requirement: RequirementKey,
    /** The language in which the promise was read. */
    language: z.enum(languages),
    /** SHA-256 of the words that were shown; must be that of the hub's own, with the day of today. */
    noticeTextHash: anyText(64),
    shownAt: Instant,
  }),
  answer: z.object({ item: ToldItem }),
  status: 201,
  problems: ["requirement_unknown", "undertaking_not_offered", "notice_changed", "surface_expired"],
})
