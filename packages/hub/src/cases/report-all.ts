import { reportCases } from "@tongban/standards"
import type { CaseReportAnswer, CaseReportLine, Language } from "@tongban/standards"
import { problemOfLine } from "../http/batch.ts"
import { callerName } from "../http/caller-name.ts"
import { hashOf } from "../http/idempotency.ts"
import type { Batch } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import { mustBe } from "../policy/must-be.ts"
import { inTransaction, orRaceLost } from "../store/database.ts"
import { insertRows, oneOf } from "../store/many.ts"
import type { GivenRow } from "../store/many.ts"
import { takeReports } from "./report.ts"
import type { NumberedReport, Reporting } from "./report.ts"

/** Lines of one transaction: enough that statements cost little, few enough that nobody waits long for a row. */
const handful = 2000

/** A line that can be read: under its key, and with what is kept to know it again. */
interface KeyedReport extends NumberedReport {
  line: number
  key: string
  bodyHash: string
}

/** The case that a line is kept in, or why it was not taken. */
type Outcome = string | Problem

/** Handfuls at once: what the database does for one, the hub needs no time for. Few of its ten connections. */
const abreast = 3

/** Each line is a write of its own, with a key of its own; a handful of them share their statements. */
export const reportAll: Batch<typeof reportCases> = {
  async batch(context, lines) {
    const { db, principal, personKeys, now, language } = context
    const client = mustBe("client", principal)
    const outcomes = new Map<number, Outcome>()
    const reports: KeyedReport[] = []
    for (const each of lines) {
      if ("problem" in each) outcomes.set(each.line, each.problem)
      else reports.push(keyed(personKeys.match, each.line, each.value))
    }
    let at = new Date(0)
    for (const round of roundsOf(reports)) {
      // Each round has an instant of its own: the events of one case are told apart by it.
      at = new Date(Math.max(now().getTime(), at.getTime() + 1))
      const by = { ...context, client, at }
      await inHandfuls(round, async (some) => {
        // A batch is mostly new: its keys are looked for once one of them turns out to be known.
        let isFirst = true
        const taken = await inTransaction(db, async (trx) => {
          const known = isFirst ? noKeys : await knownKeys({ ...by, db: trx }, some)
          isFirst = false
          return takeHandful({ ...by, db: trx }, some, known)
        })
        for (const [line, outcome] of taken) outcomes.set(line, outcome)
      })
    }
    return lines.map(({ line }) => answerOf(line, outcomes.get(line), language))
  },
}

async function inHandfuls(
  round: readonly KeyedReport[],
  work: (some: readonly KeyedReport[]) => Promise<void>,
): Promise<void> {
  let from = 0
  const one = async () => {
    while (from < round.length) await work(round.slice(from, (from += handful)))
  }
  await Promise.all(Array.from({ length: abreast }, one))
}

/** Its key is made from the line itself, unless it names one. */
function keyed(hashKey: Uint8Array, line: number, value: CaseReportLine): KeyedReport {
  const { key, localNumber, ...report } = value
  const bodyHash = hashOf(hashKey, [localNumber, report])
  return { line, localNumber, report, key: key ?? bodyHash, bodyHash }
}

/**
 * Parts reports so that no number and no key comes twice in a round, and what a case follows on comes before
 * it. Those of one number keep their order.
 */
function roundsOf(reports: readonly KeyedReport[]): KeyedReport[][] {
  const rounds: KeyedReport[][] = []
  const earliest = new Map<string, number>()
  for (const each of reports) {
    const [number, key] = [`number ${each.localNumber}`, `key ${each.key}`]
    const needed = [number, key, `number ${each.report.follows ?? ""}`]
    const round = Math.max(...needed.map((name) => earliest.get(name) ?? 0))
    ;(rounds[round] ??= []).push(each)
    earliest.set(number, round + 1).set(key, round + 1)
  }
  return rounds
}

type Known = Awaited<ReturnType<typeof knownKeys>>
const noKeys: Known = new Map()

/** Takes what was not taken before, and keeps its keys with it: a crash leaves both or neither. */
async function takeHandful(
  by: Reporting,
  some: readonly KeyedReport[],
  known: Known,
): Promise<Map<number, Outcome>> {
  const fresh = some.filter(({ key }) => !known.has(key))
  const taken = await takeReports(by, fresh)
  const outcomes = new Map<number, Outcome>()
  const kept: GivenRow<"idempotency">[] = []
  for (const [index, { line, key, bodyHash }] of fresh.entries()) {
    const row = taken[index] ?? new Problem("internal")
    outcomes.set(line, row instanceof Problem ? row : row.id)
    if (!(row instanceof Problem)) kept.push(keyRow(by, key, bodyHash, row.id))
  }
  await keepKeys(by, kept)
  for (const { line, key, bodyHash } of some) {
    const before = known.get(key)
    if (before === undefined) continue
    const isSame = before.operation === reportCases.id && before.body_hash === bodyHash
    outcomes.set(line, isSame ? String(before.stored?.value) : new Problem("idempotency_conflict"))
  }
  return outcomes
}

/** What was done under these keys before. */
async function knownKeys({ db, client }: Reporting, reports: readonly KeyedReport[]) {
  const rows = await db
    .selectFrom("idempotency")
    .select(["key", "operation", "body_hash", "stored"])
    .where("caller", "=", callerName(client))
    .where("key", "=", oneOf(reports.map(({ key }) => key)))
    .execute()
  return new Map(rows.map((row) => [row.key, row]))
}

const keyRow = ({ client, at }: Reporting, key: string, bodyHash: string, id: string) => ({
  caller: callerName(client),
  key,
  operation: reportCases.id,
  body_hash: bodyHash,
  stored: { value: id },
  created_at: at,
})

/** @throws {RaceLost} where a line was taken before, or by another request meanwhile */
async function keepKeys(
  { db }: Reporting,
  rows: readonly GivenRow<"idempotency">[],
): Promise<void> {
  await orRaceLost(insertRows(db, "idempotency", rows))
}

function answerOf(
  line: number,
  outcome: Outcome | undefined,
  language: Language,
): CaseReportAnswer {
  if (typeof outcome === "string") return { line, id: outcome }
  return { line, problem: problemOfLine(outcome ?? new Problem("internal"), language) }
}
