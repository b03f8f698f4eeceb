import type { Words } from "../nouns/values.ts"
import { formatDay } from "../text/day.ts"
import { specialProcedures } from "../cases/step.ts"
import type { CaseStep } from "../cases/step.ts"
import { articles } from "./articles.ts"
import type { Article } from "./articles.ts"
import type { WorkCalendar } from "./calendar.ts"
import type { Counted } from "./count.ts"
import { yearOf } from "./days.ts"

/** A line of the reasoning: one rule, in words, with where it stands. */
export interface ClockReason {
  rule: string
  zh: string
  en: string
  /** The article, or the notice of the year's holidays. */
  source?: Article
}

/** The lines of the reasoning, each in both languages. Days without this year's number. */
export function reasonsOn(today: string) {
  const zh = (day: string) => formatDay(day, "zh-CN", today)
  const en = (day: string) => formatDay(day, "en", today)
  const line = (rule: string, words: [string, string], source?: Article): ClockReason => ({
    rule,
    zh: words[0],
    en: words[1],
    ...(source && { source }),
  })
  return {
    received: (day: string) =>
      line("received", [`${zh(day)}收件`, `Received on ${en(day)}`], articles.correctionNotice),
    accepted: (day: string) =>
      line("accepted", [`${zh(day)}受理`, `Accepted on ${en(day)}`], articles.acceptance),
    deemed: (day: string, noticeDue: string) =>
      line(
        "deemed",
        [
          `${zh(noticeDue)}前没有告知。${zh(day)}起算受理`,
          `Nothing was told by ${en(noticeDue)}, so it counts as accepted on ${en(day)}`,
        ],
        articles.correctionNotice,
      ),
    granted: (day: string) =>
      line("granted", [`${zh(day)}批准`, `Granted on ${en(day)}`], articles.delivery),
    noticed: (day: string) =>
      line(
        "noticed",
        [`${zh(day)}告知补正`, `Told on ${en(day)} what to supply`],
        articles.correctionNotice,
      ),
    undertaken: (day: string) =>
      line("undertaken", [`${zh(day)}承诺后补`, `Promised on ${en(day)} to follow later`]),
    limit: (rule: keyof typeof limitNames, count: number, unit: Unit, source: Article) =>
      line(
        rule,
        [
          `${limitNames[rule].zh}${amounts.zh(count, unit)}`,
          `${limitNames[rule].en}: ${amounts.en(count, unit)}`,
        ],
        source,
      ),
    firstDay: () =>
      line("firstDay", ["从第二天算起", "Counted from the next day on"], articles.firstDay),
    workdays: () =>
      line(
        "workdays",
        ["只算工作日，周末和节假日不算", "Only working days count, no weekends and holidays"],
        articles.workdays,
      ),
    /** What was not ordinary on the way, with the notices of the years. */
    passed: (counted: Extract<Counted, { ok: true }>, from: string, calendar: WorkCalendar) => {
      const source = arrangementsOf(from, counted.due, calendar)
      const holidays = counted.passed.filter((kind) => kind === "holiday").length
      const makeUps = counted.passed.filter((kind) => kind === "makeUp").length
      return [
        ...(holidays > 0
          ? [
              line(
                "holidays",
                [
                  `其间有${holidays}个平日放假，不算`,
                  `Weekdays off on the way, not counted: ${holidays}`,
                ],
                source,
              ),
            ]
          : []),
        ...(makeUps > 0
          ? [
              line(
                "makeUps",
                [
                  `其间调休上班${makeUps}天，也算`,
                  `Make-up working days on the way, counted: ${makeUps}`,
                ],
                source,
              ),
            ]
          : []),
      ]
    },
    lastDay: () =>
      line(
        "lastDay",
        [
          "最后一天放假，顺延到下个工作日",
          "The last day is off, so it ends on the next working day",
        ],
        articles.lastDay,
      ),
    stopped: ({ special }: CaseStep, from: string, to: string) =>
      line(
        "stopped",
        [
          `${nameOf(special).zh}从${zh(from)}起不计；到${zh(to)}为止`,
          `Not counted, for ${nameOf(special).en}: ${en(from)} to ${en(to)}`,
        ],
        articles.specialProcedure,
      ),
    standing: ({ special, effectiveOn }: CaseStep) =>
      line(
        "standing",
        [
          `${zh(effectiveOn)}起${nameOf(special).zh}，暂停计时`,
          `Time stands still since ${en(effectiveOn)}, for ${nameOf(special).en}`,
        ],
        articles.specialProcedure,
      ),
    extended: (days: number, source: Article) =>
      line(
        "extended",
        [`经批准延长${days}个工作日`, `Extended by ${amounts.en(days, "workday")}, as approved`],
        source,
      ),
    due: (day: string) => line("due", [`最晚${zh(day)}`, `At the latest ${en(day)}`]),
    dueAt: (day: string, time: string) =>
      line("due", [`最晚${zh(day)}${time}`, `At the latest ${en(day)}, ${time}`], articles.hours),
    remaining: (count: number, unit: Unit) =>
      count < 0
        ? line("overdue", [
            `已超${amounts.zh(-count, unit)}`,
            `Over by ${amounts.en(-count, unit)}`,
          ])
        : line("remaining", [`还有${amounts.zh(count, unit)}`, `Left: ${amounts.en(count, unit)}`]),
    ended: (day: string) => line("ended", [`${zh(day)}已经完成`, `Done on ${en(day)}`]),
    none: (why: keyof typeof whyNone) => line(why, [whyNone[why].zh, whyNone[why].en]),
  }
}

/** The name of a procedure within a sentence; a kind that came from elsewhere has none. */
function nameOf(special: CaseStep["special"]): Article {
  if (special === undefined || !Object.hasOwn(specialProcedures, special.kind))
    return { zh: "特别程序", en: "a special procedure" }
  const { zh, en } = specialProcedures[special.kind]
  return { zh, en: en.toLowerCase() }
}

type Unit = "workday" | "day" | "hour"

const units = {
  workday: { zh: "个工作日", en: "working day" },
  day: { zh: "天", en: "day" },
  hour: { zh: "小时", en: "hour" },
} as const

const amounts = {
  zh: (count: number, unit: Unit) => `${count}${units[unit].zh}`,
  en: (count: number, unit: Unit) => `${count} ${units[unit].en}${count === 1 ? "" : "s"}`,
}

const limitNames = {
  statutory: { zh: "法定期限", en: "Limit by law" },
  promised: { zh: "承诺期限", en: "Promised limit" },
  local: { zh: "本地规定的期限", en: "Limit by local rule" },
  follows: { zh: "后补的期限", en: "Time to supply it" },
} as const

/** Why there is no date. */
const whyNone = {
  notReceived: { zh: "还没有收件", en: "Not received yet" },
  notAccepted: { zh: "还没有受理", en: "Not accepted yet" },
  notGranted: { zh: "没有要送达的批准", en: "Nothing was granted that is to be delivered" },
  notAsked: { zh: "没有要补的材料", en: "Nothing is to be supplied" },
  notPromised: { zh: "这个事项没有承诺期限", en: "This service has no promised limit" },
  noDaySaid: { zh: "通知没有写补交的日期", en: "The notice gives no day" },
} as const

/** The notice of the year's holidays, or of both years. */
function arrangementsOf(from: string, to: string, calendar: WorkCalendar): Article | undefined {
  const sources = [...new Set([yearOf(from), yearOf(to)])].flatMap((year): Words[] =>
    [calendar(year)?.source ?? []].flat(),
  )
  if (sources.length === 0) return undefined
  return {
    zh: sources.map((source) => source.zh).join("、"),
    en: sources.map((source) => source.en ?? source.zh).join("; "),
  }
}
