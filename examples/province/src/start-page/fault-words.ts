import type { Words } from "@tongban/standards"
import { slowMs } from "../faults/faults.ts"
import type { FaultName } from "../faults/faults.ts"

/** A fault in words: what it does, what the citizen should see, how it ends. */
export interface FaultWords {
  name: Words
  does: Words
  seen: Words
  ends: Words
}

export const faultWords: Record<FaultName, FaultWords> = {
  "owner-away": {
    name: { zh: "签发单位连不上", en: "The issuing bureau is away" },
    does: {
      zh: "自然资源局的接入桥停下。",
      en: "The Natural Resources Bureau's bridge is stopped.",
    },
    seen: {
      zh: "申请照样提交，这份材料写着“待补发”。",
      en: "The application goes in all the same; that paper is marked 待补发 (owed).",
    },
    ends: { zh: "关掉后接入桥重新启动。", en: "Switched off, the bridge starts again." },
  },
  "hub-slow": {
    name: { zh: "统一服务变慢", en: "The hub is slow" },
    does: {
      zh: `统一服务的每个回答晚 ${slowMs / 1000} 秒。`,
      en: `Each answer of the hub comes ${slowMs / 1000} seconds late.`,
    },
    seen: {
      zh: "等待时有话说，填好的内容还在。",
      en: "The wait is put in words; what was filled in is kept.",
    },
    ends: { zh: "关掉后立刻恢复。", en: "Switched off, it is quick again at once." },
  },
  "session-ended": {
    name: { zh: "门户的登录失效", en: "Sessions at the portals end" },
    does: { zh: "各门户换一把会话密钥。", en: "The portals run with another session key." },
    seen: {
      zh: "页面请居民重新登录，点一下就回来。",
      en: "The page asks to log in again; one click and the citizen is back.",
    },
    ends: {
      zh: "关掉后换回原来的密钥，原来的登录又有效。",
      en: "Switched off, the old key returns, and so do the old sessions.",
    },
  },
  "wrong-signature": {
    name: { zh: "签名对不上", en: "A signature that does not fit" },
    does: {
      zh: "自然资源局用名录里没有的密钥签名。",
      en: "The Natural Resources Bureau signs with a key that the directory does not know.",
    },
    seen: {
      zh: "收件部门不收，这份材料写着“待补发”。",
      en: "The receiving bureau refuses it; that paper is marked 待补发 (owed).",
    },
    ends: { zh: "关掉后换回名录里的密钥。", en: "Switched off, the key of the directory returns." },
  },
}
