import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { ownOnly, whoeverAsks } from "./reach.ts"
import type { Sights } from "./reach.ts"
import { HubPage } from "./surfaces.ts"
import { text } from "../nouns/bounds.ts"
import { PickedItem } from "../nouns/handle.ts"
import { RequirementKey } from "../nouns/item.ts"
import { Id, Instant } from "../nouns/values.ts"
import { languages } from "../text/language.ts"

/** The person who decides, whichever department asks. */
const deciderOnly = {
  own: "served",
  sameDepartment: "other_account",
  otherDepartment: "served",
} as const satisfies Sights

const ConsentParams = z.strictObject({ consentId: Id })

/** Asks for the use of one sensitive paper, on a page of its own (protocol M7). */
export const askConsent = endpoint({
  id: "consents.ask",
  kind: "json",
  method: "POST",
  path: "/v1/surface/consents",
  summary: "Ask for the use of one sensitive paper.",
  callers: ["surface"],
  reach: [
    { object: "material", at: "body.material", none: "material_unfit", sees: { surface: ownOnly } },
  ],
  idempotent: true,
  body: z.strictObject({
    requirement: RequirementKey,
    material: Id,
    /** The language in which the page asks. */
    language: z.enum(languages),
  }),
  answer: z.object({
    id: Id,
    /** The page that asks, to be opened as a window of its own. */
    url: HubPage,
    /** 10 minutes after it was asked. */
    expiresAt: Instant,
  }),
  status: 201,
  problems: ["requirement_unknown", "material_unfit", "sensitive_unexplained", "surface_expired"],
})

/** What became of it: the frame asks by its own token, and no window tells it (protocol M7). */
export const getConsent = endpoint({
  id: "consents.get",
  kind: "json",
  method: "GET",
  path: "/v1/surface/consents/:consentId",
  summary: "Read what the citizen decided.",
  callers: ["surface"],
  reach: [
    { object: "consent", at: "params.consentId", none: "not_found", sees: { surface: ownOnly } },
  ],
  params: ConsentParams,
  answer: z.object({
    /** `open` until it is decided or its 10 minutes are over. */
    state: z.enum(["open", "agreed", "refused", "expired"]),
    /** The handle, where it was agreed to. */
    item: z.optional(PickedItem),
  }),
  problems: ["not_found", "surface_expired"],
})

/** The page that asks: top-level, framed by nobody. */
export const consentPage = endpoint({
  id: "consents.page",
  kind: "page",
  method: "GET",
  path: "/consent/:consentId",
  summary: "The page that asks for the use of one sensitive paper.",
  callers: ["public"],
  reach: [
    { object: "consent", at: "params.consentId", none: "not_found", sees: { public: whoeverAsks } },
  ],
  params: ConsentParams,
  problems: ["not_found"],
})

/** The citizen's decision on that page. */
export const decideConsent = endpoint({
  id: "consents.decide",
  kind: "json",
  method: "POST",
  path: "/consent/:consentId",
  summary: "Agree to, or refuse, the use of one sensitive paper.",
  callers: ["browser"],
  reach: [
    {
      object: "consent",
      at: "params.consentId",
      none: "not_found",
      sees: { browser: deciderOnly },
    },
  ],
  params: ConsentParams,
  body: z.strictObject({
    decision: z.enum(["agreed", "refused"]),
    /** The form's token, as it stands in the page: bound to the login, the notice and its moment. */
    form: text(200),
  }),
  answer: z.object({ decision: z.enum(["agreed", "refused"]) }),
  problems: [
    "not_found",
    "login_required",
    "other_account",
    "login_stale",
    "form_stale",
    "consent_expired",
    "consent_decided",
    "material_unfit",
  ],
})
