import assert from "node:assert/strict"
import { test } from "node:test"
import fc from "fast-check"
import {
  applyEntry,
  caseBeginnings,
  isTerminal,
  nextStates,
  standingSteps,
} from "@tongban/standards"
import type { CaseProgress, CaseStep } from "@tongban/standards"
import { codes, extension, step } from "./support/case-steps.ts"

const anyStep = fc
  .record({
    to: fc.constantFrom(...codes),
    bare: fc.boolean(),
    extends: fc.boolean(),
    deemed: fc.boolean(),
  })
  .map((how): CaseStep => {
    const whole = how.extends ? extension({ to: how.to }) : step(how.to, { deemed: how.deemed })
    const { id, to, recordedAt, effectiveOn } = whole
    return how.bare ? { id, to, recordedAt, effectiveOn } : whole
  })
const anyEntry = fc.oneof({ weight: 9, arbitrary: anyStep }, fc.nat(12))

/** Puts whatever comes on a case; a number mends the step at that place. */
function run(
  entries: readonly (CaseStep | number)[],
  look: (before: CaseProgress | undefined, after: CaseProgress) => void,
) {
  let progress: CaseProgress | undefined
  for (const each of entries) {
    const entry =
      typeof each !== "number"
        ? each
        : {
            id: `mend-${each}`,
            mends: progress?.entries[each]?.id ?? "none",
            recordedAt: "2026-11-23T11:00:00+08:00",
            by: "窗口",
            reason: "点错了",
          }
    const applied = applyEntry(progress, entry, { noticeDueOn: "2026-11-20" })
    if (!applied.ok) continue
    look(progress, applied.progress)
    progress = applied.progress
  }
}

test("no run of entries reaches a state or takes a step that is not in the table", () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 40 }), (entries) => {
      run(entries, (_, { state, entries: history }) => {
        assert.ok(codes.includes(state))
        const steps = standingSteps(history)
        assert.equal(steps.at(-1)?.to, state)
        assert.ok(caseBeginnings.some((begins) => begins === steps[0]?.to))
        for (const [at, { to }] of steps.entries()) {
          const before = steps[at - 1]
          if (before !== undefined) assert.ok(nextStates(before.to).includes(to))
        }
      })
    }),
    { numRuns: 500 },
  )
})

test("no step leaves an end, whatever comes", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (entries) => {
      run(entries, (before) => {
        assert.ok(before === undefined || !isTerminal(before.state))
      })
    }),
    { numRuns: 500 },
  )
})

test("a history only grows, and is never changed", () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 40 }), (entries) => {
      run(entries, (before, after) => {
        const earlier = before?.entries ?? []
        assert.deepEqual(after.entries.slice(0, -1), earlier)
        assert.equal(after.entries.length, earlier.length + 1)
      })
    }),
    { numRuns: 200 },
  )
})
