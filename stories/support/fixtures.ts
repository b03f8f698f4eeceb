import { Case, problemText, ServiceItem } from "@tongban/standards"
import type { CaseEvent, ProblemCode } from "@tongban/standards"
import type { Fault } from "@tongban/sdk/machines"

/** What the stories show, checked by the contract's own schemas: a fixture that drifts fails every story. */

const department = {
  id: "scjg",
  name: { zh: "澄湾市市场监督管理局", en: "Chengwan Market Regulation Bureau" },
  shortName: { zh: "市场监管局", en: "Market Regulation" },
  phone: "0520-0100111",
}

const requirement = (
  key: string,
  zh: string,
  en: string,
  source: "government" | "applicant",
  necessity: "required" | "optional" = "required",
) => ({ key, name: { zh, en }, necessity, source, acceptedGrades: ["A", "B", "C"], fields: [] })

export const item = ServiceItem.parse({
  code: "11370699XY000011934370199001001",
  version: 1,
  name: { zh: "食品经营许可（新办）", en: "Food business licence (new)" },
  shortName: { zh: "食品经营许可", en: "food business licence" },
  department,
  limits: { statutory: { days: 20, unit: "workday" }, promised: { days: 7, unit: "workday" } },
  window: "2楼A区 12-15号窗口",
  requirements: [
    requirement("r1", "食品经营许可申请书", "Application form", "applicant"),
    requirement("r2", "营业执照", "Business licence", "government"),
    requirement("r3", "经营场所平面布局图", "Floor plan", "government"),
    requirement("r5", "从业人员健康证明", "Health certificates", "government", "optional"),
    requirement("r6", "经营场所使用证明", "Right to use the premises", "government"),
  ],
})

const event = (to: string, at: string, rest: Partial<CaseEvent> = {}): CaseEvent => ({
  id: `event-${to}`,
  to,
  recordedAt: at,
  occurredAt: at,
  inferred: false,
  ...rest,
})

const submitted = event("SUBMITTED", "2026-11-20T09:20:00+08:00")
const received = event("RECEIVED", "2026-11-20T10:05:00+08:00")
const accepted = event("ACCEPTED", "2026-11-23T10:32:00+08:00")

/** A case after the events so far; the last one says its state. */
const caseAfter = (turn: Case["turn"], source: Case["source"], ...events: CaseEvent[]): Case => {
  const last = events.at(-1) ?? submitted
  return Case.parse({
    id: "case-1",
    department,
    item: { code: item.code, version: 1, name: item.name },
    state: last.to,
    source,
    turn,
    localNumber: "11370699XY000011934370199001001202611200001",
    openedAt: "2026-11-20T09:00:00+08:00",
    updatedAt: last.recordedAt,
    limits: item.limits,
    window: item.window,
    events,
  })
}

const epoint = (value: string, text: string) => ({ scheme: "epoint", value, text })

/** One case for each state that has words of its own. */
export const cases = {
  submitted: caseAfter("department", epoint("12", "已提交"), submitted),
  received: caseAfter("department", epoint("26", "已接件"), submitted, received),
  inferred: caseAfter(
    "department",
    epoint("26", "已接件"),
    { ...submitted, inferred: true },
    received,
  ),
  correction: caseAfter(
    "applicant",
    epoint("28", "待补办"),
    submitted,
    received,
    event("CORRECTION_REQUESTED", "2026-11-23T10:32:00+08:00", {
      correction: {
        noticeNumber: "澄市监补〔2026〕0001号",
        dueOn: "2026-12-03",
        items: [
          {
            requirement: "r3",
            text: { zh: "布局图没有标出洗消池", en: "The sinks are not marked" },
          },
          { requirement: "r6", text: { zh: "缺第 2 页", en: "Page 2 is missing" } },
        ],
      },
    }),
  ),
  accepted: caseAfter("department", epoint("30", "已受理"), submitted, received, accepted),
  closed: caseAfter(
    "none",
    epoint("90", "正常办结"),
    submitted,
    received,
    accepted,
    event("CLOSED", "2026-11-24T16:00:00+08:00"),
  ),
  unknown: caseAfter(
    "department",
    epoint("77", "现场踏勘"),
    submitted,
    event("SITE_VISIT", "2026-11-23T10:32:00+08:00"),
  ),
}

/** A refusal of the gateway, in the catalogue's words. */
export const fault = (code: ProblemCode, lang: string): Fault => ({
  code,
  ...problemText(code, lang === "en" ? "en" : "zh-CN"),
  requestId: "8f3k21c0-0000-4000-8000-000000000000",
})

/** A session as the gateway tells the page. */
export const signedIn = {
  signedIn: true,
  name: "*秋月",
  assurance: { level: 3, scheme: "guangdong", value: "4" },
  endsAt: "2026-11-24T18:32:00+08:00",
}
