import type { Language } from "@tongban/standards"

/** Why a wish was not fulfilled. */
export type Refusal = "back" | "far" | "unread" | "failed"

interface Labels {
  title: string
  lead: string
  invented: string
  other: { language: Language; name: string }
  places: string
  personas: string
  personasLead: string
  story: string
  clock: string
  now: string
  clockLead: string
  clockBefore: string
  day: string
  workingDay: string
  workingDayUnknown: string
  week: string
  to: string
  turn: string
  machine: string
  machineLead: string
  machineSame: string
  machineBehind: string
  faults: string
  faultsLead: string
  does: string
  seen: string
  ends: string
  isOn: string
  isOff: string
  switchOn(name: string): string
  switchOff(name: string): string
  again: string
  refused: Record<Refusal, string>
}

export const labels: Record<Language, Labels> = {
  "zh-CN": {
    title: "一台电脑上的一个省",
    lead: "部门的系统都没有动，只加了标准组件。",
    invented: "这是沙盒：人物、单位、材料都是编的。",
    other: { language: "en", name: "English" },
    places: "地址",
    personas: "人物",
    personasLead: "登录时直接点名字，不用密码。",
    story: "试试看",
    clock: "沙盒时钟",
    now: "打开本页时是",
    clockLead: "时钟照常走；沙盒停下，它也停。只能往后拨：记录要按先后排列。",
    clockBefore: "拨过登录的期限，就要重新登录。",
    day: "往后一天",
    workingDay: "到下一个工作日",
    workingDayUnknown: "2027 年的放假安排没有公布，不能推算工作日。",
    week: "往后一周",
    to: "拨到这个时间",
    turn: "拨过去",
    machine: "用本机时间",
    machineLead: "自己写的门户走本机时间。两边不一样，登录会被拒。",
    machineSame: "和本机时间一样。",
    machineBehind: "沙盒比本机快，拨不回去。要用本机时间，请用 --data 另起一个沙盒。",
    faults: "故障",
    faultsLead: "看看出了问题，居民会看到什么。沙盒重新启动时全部关掉。",
    does: "做什么",
    seen: "居民看到",
    ends: "怎样结束",
    isOn: "已打开",
    isOff: "没有打开",
    switchOn: (name) => `打开：${name}`,
    switchOff: (name) => `关掉：${name}`,
    again: "数据只在这台电脑上。停下后重来：",
    refused: {
      back: "时钟没有拨：请写一个现在以后的时间。",
      far: "时钟没有拨：一次最多一年，拨过头回不来。",
      unread: "时钟没有拨：请写明日期和时间。",
      failed: "没有做成。原因在运行 npm start 的窗口里。",
    },
  },
  en: {
    title: "A province on a laptop",
    lead: "No department's system was changed; standard components were added.",
    invented: "This is a sandbox: every person, body and paper is invented.",
    other: { language: "zh-CN", name: "简体中文" },
    places: "Addresses",
    personas: "Personas",
    personasLead: "To log in, press a name; there is no password.",
    story: "What to try",
    clock: "The sandbox clock",
    now: "When this page opened it was",
    clockLead:
      "It runs like any clock, and stands still while the sandbox is stopped. It turns forward only: what is logged must stay in order.",
    clockBefore: "Past the end of a login you log in again.",
    day: "Forward a day",
    workingDay: "To the next working day",
    workingDayUnknown:
      "The holidays of 2027 are not published, so the next working day is not known.",
    week: "Forward a week",
    to: "To this time",
    turn: "Turn",
    machine: "To this machine's time",
    machineLead:
      "A portal of your own tells this machine's time. Where the two differ, its logins are refused.",
    machineSame: "It tells this machine's time.",
    machineBehind:
      "The sandbox is ahead of this machine, and is not turned back. For this machine's time, start another sandbox with --data.",
    faults: "Faults",
    faultsLead: "See what a citizen sees when something breaks. A new start switches all off.",
    does: "What it does",
    seen: "Citizens see",
    ends: "How it ends",
    isOn: "On",
    isOff: "Off",
    switchOn: (name) => `Switch on: ${name}`,
    switchOff: (name) => `Switch off: ${name}`,
    again: "The data stays on this computer. To start again after a stop: ",
    refused: {
      back: "The clock was not turned: name a time later than now.",
      far: "The clock was not turned: a year at most, as there is no way back.",
      unread: "The clock was not turned: name a date and a time.",
      failed: "That did not work. The window where npm start runs says why.",
    },
  },
}
