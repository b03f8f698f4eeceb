import type { Labels } from "../parts/locale.ts"

/** 实名等级 0–4 in words (standards: identity.json, assuranceShared). */
const levels = {
  "zh-CN": ["未实名", "格式核验", "两要素核验", "人脸核验实名", "窗口或证书实名"],
  en: [
    "not verified",
    "format checked",
    "name and number checked",
    "face checked",
    "checked at a counter",
  ],
}

interface LoginLabels {
  login: string
  comesBack: string
  asking: string
  slow: string
  leaving: string
  retry: string
  levels: readonly string[]
  level: string
  leave: string
  fault: string
}

export const labels: Labels<LoginLabels> = {
  "zh-CN": {
    login: "统一身份登录",
    comesBack: "登录后回到本页，已填内容不会丢失",
    asking: "正在确认您是否已登录",
    slow: "统一登录比平时慢，已填内容还在",
    leaving: "正在退出",
    retry: "再试一次",
    levels: levels["zh-CN"],
    level: "实名等级：",
    leave: "退出所有部门",
    fault: "登录没有完成，请再试一次",
  },
  en: {
    login: "Log in",
    comesBack: "You come back to this page; what you filled in is kept",
    asking: "Looking whether you are logged in",
    slow: "Slower than usual; what you filled in is kept",
    leaving: "Logging out",
    retry: "Try again",
    levels: levels.en,
    level: "Identity: ",
    leave: "Log out of all departments",
    fault: "You are not logged in yet; please try again",
  },
}
