import type { Labels } from "@tongban/elements/parts"

interface SurfaceLabels {
  asks(department: string, item: string): string
  needs(paper: string): string
  confirm: string
  openWindow: string
  unlocking: string
  unlockHint: string
  windowBlocked: string
  waiting: string
  fetching(paper: string): string
  slow: string
  best: string
  others: string
  why: string
  reasons: readonly string[]
  unfit(count: number): string
  number: string
  issuedBy(issuer: string): string
  validTo: string
  validForGood: string
  use: string
  decline: string
  nothing(paper: string): string
  nothingWhy: string
  nothingNext: string
  back: string
  sensitive: string
  sensitiveAsked(paper: string): string
  sensitiveHow: string
  openConsent: string
  consentOpened: string
  consentHint: string
  deciding: string
  change: string
  retry: string
  silence: string
  alone: string
  region: string
  loginFirst: string
  login: string
  switchAccount: string
  returnToForm: string
  returnNote: string
  follows: string
  followsBy: string
  followsNot: string
  promise: string
  whyThen: string
}

export const labels: Labels<SurfaceLabels> = {
  "zh-CN": {
    asks: (department, item) => `${department} 办理${item}`,
    needs: (paper) => `需要：${paper}`,
    confirm: "要看您已有的材料，请先确认是您本人。",
    openWindow: "在新窗口确认",
    unlocking: "请在新窗口里确认",
    unlockHint: "窗口没有打开？请允许本站弹出窗口，再按一次。",
    windowBlocked: "新窗口没有打开，或和这里断开了。可以用表单里的“用整页办理”。",
    waiting: "正在确认您是否已登录",
    fetching: (paper) => `正在找您名下的${paper}`,
    slow: "比平时慢，还在找。您可以先填别的。",
    best: "最合适的一份",
    others: "也可以用",
    why: "为什么可以用？",
    reasons: ["持证人是您，证件号一致。", "种类是办事指南要的。", "今天仍在有效期内。"],
    unfit: (count) => `不能用的 ${count} 份`,
    number: "号码",
    issuedBy: (issuer) => `${issuer}签发`,
    validTo: "有效期至",
    validForGood: "长期有效",
    use: "使用这份",
    decline: "不用，我自己交",
    nothing: (paper) => `没找到您名下的“${paper}”。`,
    nothingWhy: "可能：还没电子化；姓名或证件号登记不一致；发证单位未接入。",
    nothingNext: "可以：按原来的办法提交，或到窗口核对。",
    back: "返回",
    sensitive: "敏感信息，要单独确认",
    sensitiveAsked: (paper) => `${paper}属于敏感信息，要单独问您。`,
    sensitiveHow: "请在新打开的页面里看清楚，再决定。",
    openConsent: "打开确认页",
    consentOpened: "请在新页面里决定，这里会跟着更新。",
    consentHint: "页面没有打开，或已关上？请再按一次。",
    deciding: "正在登记您的决定",
    change: "更换",
    retry: "再试一次",
    silence: "这一页没有和表单连上。请刷新表单，或按原来的办法提交。",
    alone: "这一页要在部门的表单里打开。",
    region: "可选的材料",
    loginFirst: "请先登录，再选用您已有的材料。",
    login: "统一身份登录",
    switchAccount: "换一个人登录",
    returnToForm: "回到申请页",
    returnNote: "选用的会带回申请页；不选也可以回去。",
    follows: "先提交，之后补",
    followsBy: "这一份可以后补，最晚",
    followsNot: "这一份现在不能承诺后补：",
    promise: "承诺后补",
    whyThen: "为什么是这一天？",
  },
  en: {
    asks: (department, item) => `${department}: ${item}`,
    needs: (paper) => `Needed: ${paper}`,
    confirm: "To see the papers that you already have, please confirm that it is you.",
    openWindow: "Confirm in a new window",
    unlocking: "Please confirm in the new window",
    unlockHint: "No window? Allow pop-ups for this site and press again.",
    windowBlocked:
      "No window opened, or it has no connection with this page. You can use “Open as a page” in the form.",
    waiting: "Checking whether you are logged in",
    fetching: (paper) => `Looking for your ${paper}`,
    slow: "This takes longer than usual. You can fill in the rest meanwhile.",
    best: "The best match",
    others: "Also possible",
    why: "Why can it be used?",
    reasons: [
      "You are its holder, by identity number.",
      "It is the kind of paper that the guide asks for.",
      "It is valid today.",
    ],
    unfit: (count) => (count === 1 ? "1 that cannot be used" : `${count} that cannot be used`),
    number: "Number",
    issuedBy: (issuer) => `Issued by ${issuer}`,
    validTo: "Valid until",
    validForGood: "Valid for good",
    use: "Use this one",
    decline: "No, I hand it in myself",
    nothing: (paper) => `Nothing found for “${paper}”.`,
    nothingWhy:
      "It may not be electronic yet, be registered under another name or number, or its issuer is not connected.",
    nothingNext: "You can hand it in as before, or have it checked at the counter.",
    back: "Back",
    sensitive: "Sensitive, asked for by itself",
    sensitiveAsked: (paper) => `${paper} is sensitive information, so it is asked for by itself.`,
    sensitiveHow: "Read the page that opens, then decide there.",
    openConsent: "Open that page",
    consentOpened: "Please decide in the new page; what you decide shows here.",
    consentHint: "No page, or closed it? Press again.",
    deciding: "Recording your decision",
    change: "Change",
    retry: "Try again",
    silence:
      "This page is not connected with the form. Reload the form, or hand the paper in as before.",
    alone: "This page belongs into a department's form.",
    region: "Papers to choose from",
    loginFirst: "Please log in first, then choose among the papers that you already have.",
    login: "Log in",
    switchAccount: "Log in as somebody else",
    returnToForm: "Back to the form",
    returnNote: "What you chose goes with you. You can also go back without choosing.",
    follows: "Submit now, supply later",
    followsBy: "This paper may follow, by ",
    followsNot: "This paper cannot follow on a promise now: ",
    promise: "Promise to supply it",
    whyThen: "Why that day?",
  },
}
