import assert from "node:assert/strict"
import { test } from "node:test"
import {
  applyEntry,
  caseClock,
  CaseEvent,
  CaseReport,
  entryOf,
  publishedArrangement,
} from "@tongban/standards"
import type { CaseEntry, CaseProgress } from "@tongban/standards"

const report = {
  itemCode: "11370699XY000011934370199001001",
  state: "IN_REVIEW",
  source: { scheme: "epoint", value: "30" },
  occurredAt: "2026-11-23T10:32:00+08:00",
}

/** Each fact that belongs to one state only, with a good value. */
const bound = {
  correction: ["CORRECTION_REQUESTED", { items: [{ requirement: "r3", text: { zh: "请补图" } }] }],
  deemed: ["ACCEPTED", true],
  special: ["SPECIAL_PROCEDURE", { kind: "testing", until: "2026-12-09" }],
  extension: ["IN_REVIEW", { days: 10, approvedBy: "局长" }],
  remediesTold: ["DECIDED_REFUSED", true],
} as const

for (const [fact, [state, value]] of Object.entries(bound))
  test(`a report tells ${fact} with the state ${state} and with no other`, () => {
    assert.equal(CaseReport.safeParse({ ...report, state, [fact]: value }).success, true)
    const { error } = CaseReport.safeParse({ ...report, state: "DRAFT", [fact]: value })
    assert.deepEqual(
      error?.issues.map(({ path, message }) => [path.join("."), message]),
      [[fact, `stands only with the state ${state}`]],
    )
  })

test("a report names a channel of ours; what an event names of a newer version is left out", () => {
  const { error } = CaseReport.safeParse({ ...report, channel: "fax" })
  assert.deepEqual(error?.issues[0]?.path, ["channel"])
  const [online, unknown] = ["online", "fax"].map((channel) =>
    entryOf(event("ACCEPTED", 2, { channel })),
  )
  assert.equal(online && "channel" in online, true)
  assert.equal(unknown && "channel" in unknown, false)
})

test("a report names a special procedure of the law; an event may name one of a newer version", () => {
  const special = { kind: "lunch", until: "2026-12-09" }
  const { error } = CaseReport.safeParse({ ...report, state: "SPECIAL_PROCEDURE", special })
  assert.deepEqual(error?.issues[0]?.path, ["special", "kind"])
  assert.equal(CaseEvent.safeParse(event("SPECIAL_PROCEDURE", 2, { special })).success, true)
})

const event = (to: string, day: number, facts: Partial<CaseEvent> = {}): CaseEvent => ({
  id: `event-${day}`,
  to,
  recordedAt: "2026-11-25T09:00:00+08:00",
  occurredAt: `2026-11-${String(day).padStart(2, "0")}T10:00:00+08:00`,
  inferred: false,
  by: "审批科",
  document: "澄市监〔2026〕0012号",
  ...facts,
})

const entriesOf = (events: CaseEvent[]): CaseEntry[] =>
  events.flatMap((each) => entryOf(CaseEvent.parse(each)) ?? [])

/** What the machine makes of events, or the rule that refuses one. */
function told(events: CaseEvent[]): string | undefined {
  let progress: CaseProgress | undefined
  for (const entry of entriesOf(events)) {
    const applied = applyEntry(progress, entry)
    if (!applied.ok) return applied.rule
    progress = applied.progress
  }
  return progress?.state
}

const special = { kind: "testing", until: "2026-11-20" }
const review = [
  event("SUBMITTED", 2),
  event("RECEIVED", 3),
  event("ACCEPTED", 4),
  event("IN_REVIEW", 5),
]

test("events of the wire carry what the machine's rules ask for", () => {
  const extension = { days: 10, approvedBy: "局长" }
  assert.equal(told([...review, event("SPECIAL_PROCEDURE", 6, { special })]), "SPECIAL_PROCEDURE")
  assert.equal(told([...review, event("SPECIAL_PROCEDURE", 6)]), "specialKind")
  assert.equal(told([...review, event("IN_REVIEW", 6, { extension })]), "extensionReasoned")
  assert.equal(
    told([...review, event("IN_REVIEW", 6, { extension, reason: "等待检测" })]),
    "IN_REVIEW",
  )
  const reason = "场所不符合要求"
  assert.equal(told([...review, event("DECIDED_REFUSED", 6, { reason })]), "refusalRemedies")
  assert.equal(
    told([...review, event("DECIDED_REFUSED", 6, { reason, remediesTold: true })]),
    "DECIDED_REFUSED",
  )
})

test("a mending of the wire takes back what it names, and the case goes on from there", () => {
  const mending = event("IN_REVIEW", 7, { mends: "event-6", by: "受理窗口", reason: "点错了办件" })
  const wrong = [...review, event("TERMINATED", 6, { reason: "重复申请" })]
  assert.equal(told(wrong), "TERMINATED")
  assert.equal(told([...wrong, mending]), "IN_REVIEW")
  assert.equal(told([...wrong, mending, event("DECIDED_GRANTED", 9)]), "DECIDED_GRANTED")
  assert.equal(told([...wrong, { ...mending, reason: undefined }]), "mendReasoned")
})

test("the clock stands still for a special procedure of the wire, by the days of its notice", () => {
  const due = (events: CaseEvent[]) => {
    const answer = caseClock({
      limit: "decision",
      entries: entriesOf(events),
      calendar: publishedArrangement,
      now: "2026-11-25T09:00:00+08:00",
    })
    return answer.ok ? answer.due : answer.rule
  }
  // 20 working days from the 5th; and 10 more, from Monday the 9th to Friday the 20th.
  const stopped = [event("SPECIAL_PROCEDURE", 6, { special }), event("IN_REVIEW", 20)]
  assert.equal(due(review), "2026-12-02")
  assert.equal(due([...review, ...stopped]), "2026-12-16")
  assert.equal(
    due([...review, event("SPECIAL_PROCEDURE", 6), event("IN_REVIEW", 20)]),
    "2026-12-02",
  )
})

test("a step that only the day is known of takes effect on that day, else on the day it happened", () => {
  const [known, timed] = entriesOf([
    event("ACCEPTED", 16, { effectiveOn: "2026-11-13" }),
    event("IN_REVIEW", 16, { occurredAt: "2026-11-16T23:30:00Z" }),
  ])
  assert.ok(known !== undefined && "effectiveOn" in known && known.effectiveOn === "2026-11-13")
  assert.ok(timed !== undefined && "effectiveOn" in timed && timed.effectiveOn === "2026-11-17")
})

test("an event to a state that this version doesn't know is no entry", () => {
  assert.equal(entryOf(event("X_TRANSFERRED", 2)), undefined)
  assert.equal(entryOf(event("__proto__", 2)), undefined)
})
