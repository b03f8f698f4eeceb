import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { Id, Instant, LegalDay, Words } from "./common.ts"
import { TrustGrade } from "./items.ts"

/** The key of one of the item's requirements. */
export const RequirementKey = z.string().check(z.minLength(1), z.maxLength(40))
const SurfaceParams = z.strictObject({ surfaceId: Id })

/** A material surface (选材页): the hub's page in the portal's frame. Its id authenticates nobody. */
export const Surface = z.object({
  id: Id,
  /** The page to load in the frame, on the hub's origin. */
  url: z.url(),
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
  scope: "surface:create",
  idempotent: true,
  body: z.strictObject({
    draft: Id,
    itemCode: z.string().check(z.minLength(1), z.maxLength(50)),
    requirements: z.array(RequirementKey).check(z.minLength(1), z.maxLength(60)),
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
  params: SurfaceParams,
  problems: ["not_found"],
})

/** One click in the unlock window: a code for the frame, single-use, 30 s, bound to the surface. */
export const unlockSurface = endpoint({
  id: "surfaces.unlock",
  kind: "json",
  method: "POST",
  path: "/surface/:surfaceId/unlock",
  summary: "Confirm in the unlock window; answers a code for the frame.",
  callers: ["browser"],
  params: SurfaceParams,
  answer: z.object({ code: z.string() }),
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
  params: SurfaceParams,
  body: z.strictObject({ code: z.optional(z.string().check(z.minLength(20), z.maxLength(100))) }),
  answer: z.object({
    /** 256 bits; kept in the frame's memory only. */
    token: z.string(),
    /** 15 minutes after the last call, 60 minutes at most. */
    expiresAt: Instant,
  }),
  problems: ["not_found", "unlock_required", "other_account", "surface_expired"],
})

const HeldBase = {
  id: Id,
  name: Words,
  issuer: Words,
  maskedNumber: z.string(),
  issuedOn: LegalDay,
  validTo: z.optional(LegalDay),
  grade: TrustGrade,
  fields: z.array(z.string()),
  /** Asked for by itself, on a page of its own (protocol M7). */
  sensitive: z.boolean(),
  /** Where the citizen uploaded it: what kind of file, and its bytes. */
  upload: z.optional(z.object({ mediaType: z.string(), size: z.int() })),
}

/** A held paper that fits. Order: best first. */
export const HeldMaterial = z.object(HeldBase)
export type HeldMaterial = z.infer<typeof HeldMaterial>

/** Why a held paper does not fit; see `MaterialFitness` of `@tongban/standards`. */
export const UnfitMaterial = z.object({
  ...HeldBase,
  reasons: z.array(z.object({ rule: z.string(), params: z.record(z.string(), z.string()) })),
})
export type UnfitMaterial = z.infer<typeof UnfitMaterial>

/** What the citizen holds for one requirement. Only the surface may ask (protocol M6). */
export const listHeld = endpoint({
  id: "surface.held",
  kind: "json",
  method: "GET",
  path: "/v1/surface/held",
  summary: "List what the citizen holds for one requirement.",
  callers: ["surface"],
  query: z.strictObject({ requirement: RequirementKey }),
  answer: z.object({
    requirement: z.string(),
    fits: z.array(HeldMaterial),
    unfit: z.array(UnfitMaterial),
  }),
  problems: ["requirement_unknown", "surface_expired"],
})

/** A handle (取用凭据): `tbh1_` and 32 random bytes in base64url. Useless without the release key. */
export const Handle = z.string().check(z.regex(/^tbh1_[A-Za-z0-9_-]{43}$/))

/** One entry of the picker's form value (protocol M8): no issuer, number, grade or count. */
export const PickedItem = z.object({
  requirement: z.string(),
  kind: z.enum(["held", "upload"]),
  handle: Handle,
})
export type PickedItem = z.infer<typeof PickedItem>

/** The picker's form value. */
export const PickedMaterials = z.object({ v: z.literal(1), items: z.array(PickedItem) })
export type PickedMaterials = z.infer<typeof PickedMaterials>

/** The citizen's decision on one screen (protocol M7): one grant a paper, and its handle (M8). */
export const decide = endpoint({
  id: "surface.decide",
  kind: "json",
  method: "POST",
  path: "/v1/surface/decisions",
  summary: "Agree to, or refuse, the use of the chosen papers for this case.",
  callers: ["surface"],
  idempotent: true,
  body: z.strictObject({
    decision: z.enum(["agreed", "refused"]),
    choices: z
      .array(z.strictObject({ requirement: RequirementKey, material: Id }))
      .check(z.minLength(1), z.maxLength(60)),
    /** The language in which the notice was read. */
    language: z.enum(["zh-CN", "en"]),
    /** SHA-256 of the notice that was shown; must be that of the hub's own wording. */
    noticeTextHash: z.string(),
    shownAt: Instant,
  }),
  answer: z.object({ items: z.array(PickedItem) }),
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
  scope: "surface:create",
  params: SurfaceParams,
  answer: z.object({ items: z.array(PickedItem) }),
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
  idempotent: true,
  body: z.strictObject({ requirement: RequirementKey }),
  status: 204,
  problems: ["surface_expired"],
})
