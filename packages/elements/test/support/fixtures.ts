import type { Case, CaseEvent, Requirement, ServiceItem } from "@tongban/standards"

const department = {
  id: "scjg",
  name: { zh: "澄湾市市场监督管理局", en: "Chengwan Market Regulation Bureau" },
  shortName: { zh: "市场监管局", en: "Market Regulation" },
  phone: "0599-0000123",
}

const requirement = (
  key: string,
  zh: string,
  en: string,
  source: Requirement["source"],
  necessity: Requirement["necessity"] = "required",
): Requirement => ({
  key,
  name: { zh, en },
  necessity,
  source,
  acceptedGrades: ["A", "B"],
  fields: [],
})

/** An item whose guide asks for papers of each source, not in the order of the alphabet. */
export const item: ServiceItem = {
  code: "11370699XY000011934370199001001",
  version: 3,
  name: { zh: "食品经营许可（新办）", en: "Food business licence (new)" },
  shortName: { zh: "食品经营许可", en: "Food business licence" },
  department,
  limits: { statutory: { days: 20, unit: "workday" }, promised: { days: 7, unit: "workday" } },
  window: "2楼A区 12-15号窗口",
  requirements: [
    requirement("r6", "经营场所使用证明", "Right to use the premises", "government"),
    requirement("r1", "食品经营许可申请书", "Application form", "applicant"),
    requirement("r2", "营业执照", "Business licence", "government"),
    requirement("r5", "从业人员健康证明", "Health certificates", "government", "optional"),
  ],
}

export const event = (to: string, at: string, inferred = false): CaseEvent => ({
  id: `event-${to}`,
  to,
  recordedAt: at,
  occurredAt: at,
  inferred,
})

/** A case that was received and waits for acceptance. */
export const received: Case = {
  id: "case-1",
  department,
  item: { code: item.code, version: item.version, name: item.name },
  state: "RECEIVED",
  source: { scheme: "epoint", value: "26", text: "已接件" },
  turn: "department",
  localNumber: "370199202611240001",
  openedAt: "2026-11-23T09:00:00+08:00",
  updatedAt: "2026-11-24T10:32:00+08:00",
  limits: item.limits,
  window: "2楼A区 12-15号窗口",
  events: [
    event("DRAFT", "2026-11-23T09:00:00+08:00"),
    event("SUBMITTED", "2026-11-23T09:20:00+08:00", true),
    event("RECEIVED", "2026-11-24T10:32:00+08:00"),
  ],
}

export const accepted: Case = {
  ...received,
  state: "ACCEPTED",
  source: { scheme: "epoint", value: "30", text: "已受理" },
  updatedAt: "2026-11-24T11:00:00+08:00",
  events: [...received.events, event("ACCEPTED", "2026-11-24T11:00:00+08:00")],
}

/** A state of a vendor's own scheme, which no shared state stands for. */
export const unknown: Case = {
  ...received,
  state: "X_TRANSFERRED",
  source: { scheme: "vendor", value: "77", text: "转联办科会签" },
  turn: "department",
}

export const signedIn = {
  signedIn: true,
  sub: "pairwise-subject",
  name: "*秋月",
  assurance: { level: 3, scheme: "province", value: "L3" },
  endsAt: "2026-11-24T18:00:00+08:00",
} as const

export const handle = (letter: string): string => `tbh1_${letter.repeat(43)}`

/** A case that is sent back for two papers, in one notice. */
export const correcting: Case = {
  ...received,
  state: "CORRECTION_REQUESTED",
  source: { scheme: "epoint", value: "28", text: "待补办" },
  turn: "applicant",
  events: [
    ...received.events,
    {
      ...event("CORRECTION_REQUESTED", "2026-11-24T16:40:00+08:00"),
      correction: {
        noticeNumber: "澄市监补〔2026〕0012号",
        dueOn: "2026-12-03",
        items: [
          { requirement: "r3", text: { zh: "布局图没有标出洗消池" } },
          { requirement: "r4", text: { zh: "缺进货查验制度" } },
        ],
      },
    },
  ],
}
