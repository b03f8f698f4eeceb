import type { Labels } from "../parts/locale.ts"

interface PickerLabels {
  title(count: number): string
  asking: string
  opening: string
  frame: string
  loginFirst: string
  change: string
  missing: string
  retry: string
  ownWay: string
  silent: string
  comesBack: string
  page: string
}

export const labels: Labels<PickerLabels> = {
  "zh-CN": {
    title: (count) => `申请材料 ${count} 项`,
    asking: "正在读办事指南",
    opening: "正在打开",
    frame: "选用已有的材料",
    loginFirst: "请先登录",
    change: "更换",
    missing: "请先选好必须的材料",
    retry: "再试一次",
    ownWay: "也可以按原来的办法提交这份材料。",
    silent: "选材料的页面没能在这里打开，不是您的问题",
    comesBack: "办完回到本页，填好的文字还在。",
    page: "用整页办理",
  },
  en: {
    title: (count) => (count === 1 ? "1 paper needed" : `${count} papers needed`),
    asking: "Reading the guide",
    opening: "Opening",
    frame: "Choose a paper that you already have",
    loginFirst: "Log in first",
    change: "Change",
    missing: "Choose the required papers first",
    retry: "Try again",
    ownWay: "You can also hand this paper in as before.",
    silent: "Your papers did not open here; it is not your fault",
    comesBack: "You come back to this page; the text you typed is kept.",
    page: "Open as a page",
  },
}
