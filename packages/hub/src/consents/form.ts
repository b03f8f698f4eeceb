import { createHmac, timingSafeEqual } from "node:crypto"
import type { HubLogin } from "../identity/hub-login.ts"

/** What a form was shown for: one request, one login, one notice. */
export interface FormOccasion {
  consent: string
  login: HubLogin
  noticeHash: string
}

/** The token of a form that is shown now: `<moment>.<MAC>`. Nothing of it is stored. */
export const formToken = (key: Uint8Array, occasion: FormOccasion, shownAt: Date): string =>
  `${shownAt.toISOString()}.${macOf(key, occasion, shownAt.toISOString())}`

/** When the form was shown; undefined where it wasn't, or was for another login or notice. */
export function shownAtOf(
  key: Uint8Array,
  occasion: FormOccasion,
  token: string,
): string | undefined {
  const at = token.lastIndexOf(".")
  const shownAt = token.slice(0, at)
  const given = Buffer.from(token.slice(at + 1))
  const wanted = Buffer.from(macOf(key, occasion, shownAt))
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? shownAt : undefined
}

const macOf = (key: Uint8Array, { consent, login, noticeHash }: FormOccasion, shownAt: string) =>
  createHmac("sha256", key)
    .update(JSON.stringify([consent, login.uid, noticeHash, shownAt]))
    .digest("base64url")
