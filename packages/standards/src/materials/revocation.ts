import type { CodeList } from "../codes/scheme.ts"

/** Why a paper is no longer valid (注销、撤销), by its owner. */
export const revocationReasons = {
  cancelled: { zh: "已注销", en: "Cancelled" },
  annulled: { zh: "已撤销或吊销", en: "Annulled" },
  replaced: { zh: "已换发新证", en: "Replaced by a new one" },
  mistaken: { zh: "登记有误", en: "Registered by mistake" },
} as const satisfies CodeList
/** One of `revocationReasons`. */
export type RevocationReason = keyof typeof revocationReasons

/** Whether a code is one of those, and not of a newer version. */
export const isRevocationReason = (code: string): code is RevocationReason =>
  Object.hasOwn(revocationReasons, code)
