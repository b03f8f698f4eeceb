import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { ownOnly, whoeverAsks } from "./reach.ts"
import type { Sights } from "./reach.ts"
import { anyText, list, someOf, text } from "../nouns/bounds.ts"
import { CaseDate } from "../nouns/case-date.ts"
import { PickedItems, ToldItem } from "../nouns/handle.ts"
import { RequirementKey } from "../nouns/item.ts"
import { HeldMaterial, UnfitMaterial } from "../nouns/material.ts"
import { AnyItemCode, Id, Instant } from "../nouns/values.ts"
import { languages } from "../text/language.ts"

/** Whose login it is: the person's, whichever department asks. Another's page says whose it is not. */
const personOnly = {
  own: "served",
  sameDepartment: "other_account",
  otherDepartment: "served",
} as const satisfies Sights

const SurfaceParams = z.strictObject({ surfaceId: Id })

/** A page of the hub's own, to be opened. */
export const HubPage = z.url().check(z.maxLength(1000))

/** A material surface (选材页): the hub's page in the portal's frame. Its id authenticates nobody. */
export const Surface = z.object({
  id: Id,
  /** The page to load in the frame, on the hub's origin. */
  url: HubPage,
  /** 60 minutes after it was opened. */
  expiresAt: Instant,
})
export type Surface = z.infer<typeof Surface>

/** Opens a surface for a draft (protocol M2). Purpose comes from the item, never from the page. */
export const openSurface = endpoint({
  id: "surfaces.open",
  kind: "json",
  method: "POST",
  path: "/v1/surfaces",
  summary: "Open a material surface for a draft.",
  callers: ["citizen"],
  reach: [{ object: "draft", at: "body.draft", none: "not_found", sees: { citizen: ownOnly } }],
  scope: "surface:create",
  idempotent: true,
  body: z.strictObject({
    draft: Id,
    itemCode: AnyItemCode,
    requirements: someOf(RequirementKey, 60),
    /** The exact origin of the page that will hold the frame; one that the client registered. */
    origin: z.url().check(z.maxLength(300)),
    /** In a frame of the portal's page, or as a page of its own where windows are cut (protocol M5). */
    mode: z.enum(["frame", "page"]),
    /** `page`: the form's path on `origin`, with its query; the page leads back there. */
    returnTo: z.optional(z.string().check(z.maxLength(1000), z.regex(/^\/[^\\\p{Cc}]*$/u))),
  }),
  answer: Surface,
  status: 201,
  problems: [
    "item_unknown",
    "requirement_unknown",
    "origin_unregistered",
    "not_found",
    "draft_closed",
  ],
})

/** The page in the frame: no personal data, no credential (protocol M3). */
export const surfacePage = endpoint({
  id: "surfaces.page",
  kind: "page",
  method: "GET",
  path: "/surface/:surfaceId",
  summary: "The surface's page, framed by the portal that opened it and by nobody else.",
  callers: ["public"],
  reach: [
    { object: "surface", at: "params.surfaceId", none: "not_found", sees: { public: whoeverAsks } },
  ],
  params: SurfaceParams,
  problems: ["not_found"],
})

/** The window that confirms who is there, where the frame has no cookie (protocol M5). */
export const unlockPage = endpoint({
  id: "surfaces.unlockPage",
  kind: "page",
  method: "GET",
  path: "/surface/:surfaceId/unlock",
  summary: "The unlock window's page.",
  callers: ["public"],
  reach: [
    { object: "surface", at: "params.surfaceId", none: "not_found", sees: { public: whoeverAsks } },
  ],
  params: SurfaceParams,
  problems: ["not_found"],
})

/** A code of the unlock window. */
const UnlockCode = z.string().check(z.minLength(20), z.maxLength(100))

/** One click in the unlock window: a code for the frame, single-use, 30 s, bound to the surface. */
export const unlockSurface = endpoint({
  id: "surfaces.unlock",
  kind: "json",
  method: "POST",
  path: "/surface/:surfaceId/unlock",
  summary: "Confirm in the unlock window; answers a code for the frame.",
  callers: ["browser"],
  reach: [
    { object: "surface", at: "params.surfaceId", none: "not_found", sees: { browser: personOnly } },
  ],
  params: SurfaceParams,
  answer: z.object({ code: UnlockCode }),
  problems: ["not_found", "login_required", "other_account", "surface_expired"],
})

/** Starts the surface's session: by the hub's login cookie, or by an unlock code (protocol M5). */
export const startSurfaceSession = endpoint({
  id: "surfaces.startSession",
  kind: "json",
  method: "POST",
  path: "/surface/:surfaceId/session",
  summary: "Start the surface's session.",
  callers: ["browser"],
  reach: [
    { object: "surface", at: "params.surfaceId", none: "not_found", sees: { browser: personOnly } },
  ],
  params: SurfaceParams,
  body: z.strictObject({ code: z.optional(UnlockCode) }),
  answer: z.object({
    /** 256 bits; kept in the frame's memory only. */
    token: text(100),
    /** 15 minutes after the last call, 60 minutes at most. */
    expiresAt: Instant,
  }),
  problems: ["not_found", "unlock_required", "other_account", "surface_expired"],
})

/** What the citizen holds for one requirement. Only the surface may ask (protocol M6). */
export const listHeld = endpoint({
  id: "surface.held",
  kind: "json",
  method: "GET",
  path: "/v1/surface/held",
  summary: "List what the citizen holds for one requirement.",
  callers: ["surface"],
  reach: [{ object: "material", at: "answer", none: "served", sees: { surface: ownOnly } }],
  query: z.strictObject({ requirement: RequirementKey }),
  answer: z.object({
    requirement: RequirementKey,
    fits: list(HeldMaterial, 1000),
    unfit: list(UnfitMaterial, 1000),
    /** By when the paper may follow on a promise made today, and why by then; absent where it may not. */
    mayFollow: z.optional(CaseDate),
  }),
  problems: ["requirement_unknown", "surface_expired"],
})

/** The citizen's decision on one screen (protocol M7): one grant a paper, and its handle (M8). */
export const decide = endpoint({
  id: "surface.decide",
  kind: "json",
  method: "POST",
  path: "/v1/surface/decisions",
  summary: "Agree to, or refuse, the use of the chosen papers for this case.",
  callers: ["surface"],
  reach: [
    {
      object: "material",
      at: "body.choices.0.material",
      none: "material_unfit",
      sees: { surface: ownOnly },
    },
  ],
  idempotent: true,
  body: z.strictObject({
    decision: z.enum(["agreed", "refused"]),
    choices: someOf(z.strictObject({ requirement: RequirementKey, material: Id }), 60),
    /** The language in which the notice was read. */
    language: z.enum(languages),
    /** SHA-256 of the notice that was shown; must be that of the hub's own wording. */
    noticeTextHash: anyText(64),
    shownAt: Instant,
  }),
  answer: z.object({ items: PickedItems }),
  problems: [
    "requirement_unknown",
    "material_unfit",
    "needs_own_page",
    "notice_changed",
    "surface_expired",
  ],
})

/** What was picked in a surface that was a page (protocol M5): for its own client and citizen only. */
export const getPicked = endpoint({
  id: "surfaces.picked",
  kind: "json",
  method: "GET",
  path: "/v1/surfaces/:surfaceId/picked",
  summary: "Read what the citizen picked in a surface.",
  callers: ["citizen"],
  reach: [
    { object: "surface", at: "params.surfaceId", none: "not_found", sees: { citizen: ownOnly } },
  ],
  scope: "surface:create",
  params: SurfaceParams,
  answer: z.object({ items: list(ToldItem, 60) }),
  problems: ["not_found"],
})

/** Takes back what was picked for one requirement, before it is submitted. */
export const dropPicked = endpoint({
  id: "surface.drop",
  kind: "json",
  method: "POST",
  path: "/v1/surface/drops",
  summary: "Take back what was picked for one requirement.",
  callers: ["surface"],
  reach: [],
  idempotent: true,
  body: z.strictObject({ requirement: RequirementKey }),
  status: 204,
  problems: ["surface_expired"],
})
