import type { Labels } from "../parts/locale.ts"

interface StatusLabels {
  asking: string
  loginFirst: string
  login: string
  retry: string
  turnOf(department: string): string
  yourTurn: string
  supply(papers: number): string
  supplyAsTold: string
  supplyBy: string
  supplyNow: string
  owed(paper: string): string
  latest: string
  late: string
  ask(department: string): string
  otherStep: string
  now: string
  inferred: string
  mended: string
  expected: string
  item: string
  number: string
  copy: string
  copied: string
  limits: string
  promised(days: number): string
  statutory(days: number): string
  phone: string
  window: string
  updated(time: string): string
  from(department: string): string
  notLive: string
}

export const labels: Labels<StatusLabels> = {
  "zh-CN": {
    asking: "正在查办件进度",
    loginFirst: "登录后可以看这件事办到哪一步",
    login: "统一身份登录",
    retry: "再试一次",
    turnOf: (department) => `轮到：${department}`,
    yourTurn: "轮到您：选材料并提交",
    supply: (papers) => `轮到您：补交 ${papers} 份材料`,
    supplyAsTold: "轮到您：按部门的通知补交",
    supplyBy: "最晚补交：",
    supplyNow: "去补交",
    owed: (paper) => `还欠：${paper}`,
    latest: "，最晚",
    late: "，已过期，原定最晚",
    ask: (department) => `含义请咨询${department}`,
    otherStep: "部门内部环节",
    now: "现在",
    inferred: "根据记录推断",
    mended: "部门更正了记录：",
    expected: "预计",
    item: "事项",
    number: "办件编号",
    copy: "复制",
    copied: "已复制",
    limits: "办理时限",
    promised: (days) => `承诺 ${days} 个工作日`,
    statutory: (days) => `法定 ${days} 个工作日`,
    phone: "电话",
    window: "窗口",
    updated: (time) => `${time} 更新`,
    from: (department) => `来自${department}业务系统`,
    notLive: "暂时连不上，显示的是最后一次的进度",
  },
  en: {
    asking: "Looking up your case",
    loginFirst: "Log in to see how far your case is",
    login: "Log in",
    retry: "Try again",
    turnOf: (department) => `Next: ${department}`,
    yourTurn: "Your turn: choose papers and submit",
    supply: (papers) => `Your turn: supply ${papers} ${papers === 1 ? "paper" : "papers"}`,
    supplyAsTold: "Your turn: supply what the department asked for",
    supplyBy: "At the latest: ",
    supplyNow: "Supply now",
    owed: (paper) => `Still owed: ${paper}`,
    latest: ", by ",
    late: ", overdue; it was due by ",
    ask: (department) => `Ask ${department} what it means`,
    otherStep: "A step within the department",
    now: "Now",
    inferred: "Inferred from the record",
    mended: "The department has mended its record: ",
    expected: "Expected",
    item: "Service",
    number: "Number",
    copy: "Copy",
    copied: "Copied",
    limits: "Time limits",
    promised: (days) => `${days} working days promised`,
    statutory: (days) => `${days} working days by law`,
    phone: "Phone",
    window: "Counter",
    updated: (time) => `Updated ${time}`,
    from: (department) => `From the system of ${department}`,
    notLive: "The connection is away; this is the last known state",
  },
}
