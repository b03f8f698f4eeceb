import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js"
import type { HeldMaterial, PickedItem } from "@tongban/standards"
import { noticeText } from "@tongban/standards/words"
import type { ConsentNotice } from "@tongban/standards/words"
import { serverNow } from "@tongban/sdk/machines"
import type { Fault } from "@tongban/sdk/machines"
import type { Held, Promised } from "./hub.ts"

/** A notice as it was shown: when, and the hash of its words. */
interface Shown {
  notice: ConsentNotice
  shownAt: string
  hash: string
}

/** What the surface is at. */
export type SurfaceState =
  | { phase: "waiting" }
  | { phase: "locked" }
  | { phase: "unlocking" }
  | { phase: "fetching" }
  | { phase: "choosing"; held: Held; chosen: string | undefined }
  | {
      phase: "consenting"
      held: Held
      material: HeldMaterial
      notice: ConsentNotice
      shownAt: string
      hash: string
    }
  | {
      phase: "promising"
      held: Held
      dueOn: string
      notice: ConsentNotice
      shownAt: string
      hash: string
    }
  | { phase: "asking"; held: Held; material: HeldMaterial; url: string; opened: boolean }
  | { phase: "uploading"; held: Held; sent: number; total: number }
  | { phase: "deciding" }
  | { phase: "picked"; kind: PickedItem["kind"]; material: HeldMaterial }
  | { phase: "promised"; text: Promised["text"] }
  | { phase: "fault"; fault: Fault; again: boolean }

/** A notice as it is shown now. */
export const shown = (notice: ConsentNotice): Shown => ({
  notice,
  hash: hashOf(noticeText(notice)),
  shownAt: serverNow().toISOString(),
})

/** In script: a frame of https in a page of http has no `crypto.subtle` (protocol §1). */
const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))
