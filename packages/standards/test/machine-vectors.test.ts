import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { applyEntry, caseRules, caseTransitions } from "@tongban/standards"
import type { CaseProgress, CaseRuleCode, KnownLimits } from "@tongban/standards"
import { entryOf } from "./support/vector-entry.ts"
import type { VectorEntry } from "./support/vector-entry.ts"

interface MachineVector {
  name: string
  before: VectorEntry[]
  known?: KnownLimits
  entry: VectorEntry
  expected: { state: string } | { refused: string }
}

const { cases } = JSON.parse(
  readFileSync(new URL("../vectors/case-machine.json", import.meta.url), "utf8"),
) as { cases: MachineVector[] }

/** What the machine makes of a vector; "before" where it refuses what came before. */
function outcomeOf({ before, entry, known }: MachineVector): MachineVector["expected"] {
  let progress: CaseProgress | undefined
  for (const [place, each] of before.entries()) {
    const applied = applyEntry(progress, entryOf(each, place))
    if (!applied.ok) return { refused: `before: ${applied.rule}` }
    progress = applied.progress
  }
  const applied = applyEntry(progress, entryOf(entry, before.length), known)
  return applied.ok ? { state: applied.progress.state } : { refused: applied.rule }
}

for (const vector of cases)
  test(`machine: ${vector.name}`, () => {
    assert.deepEqual(outcomeOf(vector), vector.expected)
  })

test("every step of the table is in a vector that takes it, and no vector has another", () => {
  const taken = cases.flatMap(({ before, entry, expected }) => {
    const from = before.at(-1)?.to
    return from !== undefined && "state" in expected && entry.to === expected.state
      ? [`${from} ${expected.state}`]
      : []
  })
  const steps = caseTransitions.map(({ from, to }) => `${from} ${to}`)
  assert.deepEqual([...new Set(taken)].sort(), steps.toSorted())
})

for (const code of Object.keys(caseRules) as CaseRuleCode[])
  for (const verdict of [true, false])
    test(`a machine whose rule ${code} always says ${verdict} is noticed by a vector`, (t) => {
      t.mock.method(caseRules[code], "holds", () => verdict)
      assert.ok(
        cases.some(
          (vector) => JSON.stringify(outcomeOf(vector)) !== JSON.stringify(vector.expected),
        ),
      )
    })
