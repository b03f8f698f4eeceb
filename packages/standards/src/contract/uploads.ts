import { endpoint } from "./endpoint.ts"

/**
 * Uploads of the citizen's own (protocol M8, kind `upload`), by tus 1.0 with creation and termination:
 * HEAD, PATCH and DELETE follow at the address that POST answers. An upload is its surface's own; another
 * one's does not exist.
 *
 * `Repr-Digest: sha-256=:…:` (RFC 9530) on a PATCH or HEAD says what the whole file must be; another is refused.
 *
 * `Upload-Metadata: requirement <key in base64>` says for what. Once the last byte has come, each answer
 * names the material in `Tongban-Material`, which is chosen and consented to like any other.
 */
export const upload = endpoint({
  id: "surface.upload",
  kind: "foreign",
  method: "POST",
  path: "/uploads",
  summary: "Begin an upload by tus 1.0.",
  callers: ["surface"],
  reach: [],
  status: 201,
  problems: [
    "not_found",
    "requirement_unknown",
    "surface_expired",
    "upload_not_accepted",
    "upload_empty",
    "upload_too_large",
    "upload_changed",
    "upload_type_refused",
    "uploads_open",
    "uploads_unused",
  ],
})
