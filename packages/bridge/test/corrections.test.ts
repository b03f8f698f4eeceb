import assert from "node:assert/strict"
import { test } from "node:test"
import type { TestContext } from "node:test"
import { newDepartment, newWatching } from "./support/department.ts"
import { newFolder } from "./support/folder.ts"

/** A table that says what a correction (补正) asks for, and a bridge that is told where. */
async function world(t: TestContext) {
  const department = newDepartment(newFolder(t))
  department.run("ALTER TABLE YW_SPJYXK ADD COLUMN BZQD")
  department.run("ALTER TABLE YW_SPJYXK ADD COLUMN BZQX")
  department.run("ALTER TABLE YW_SPJYXK ADD COLUMN BZWH")
  department.run(
    "INSERT INTO YW_SPJYXK (SBLSH, SXBM, BLZT, ZTSJ) VALUES ('N1', 'item', '26', '2026-11-23 10:32:00')",
  )
  const watching = await newWatching(t, department.file, {
    correction: { list: "BZQD", dueOn: "BZQX", noticeNumber: "BZWH" },
  })
  const ask = (list: string, dueOn = "2026-12-03") => {
    department.run(
      `UPDATE YW_SPJYXK SET BLZT = '28', BZQD = '${list}', BZQX = '${dueOn}', BZWH = '样补〔2026〕0012号'`,
    )
  }
  return { department, watching, ask }
}

test("a row in correction says which papers, why, and by when", async (t) => {
  const { watching, ask } = await world(t)
  ask("r3 布局图没有标出洗消池\r\n\n  r4  缺进货查验制度 \n")
  await watching.look()
  assert.equal(watching.told[0]?.state, "CORRECTION_REQUESTED")
  assert.deepEqual(watching.told[0].correction, {
    noticeNumber: "样补〔2026〕0012号",
    dueOn: "2026-12-03",
    items: [
      { requirement: "r3", text: { zh: "布局图没有标出洗消池" } },
      { requirement: "r4", text: { zh: "缺进货查验制度" } },
    ],
  })
})

test("a list that was mended is told again; in another state it is nobody's business", async (t) => {
  const { department, watching, ask } = await world(t)
  ask("r3 缺图")
  await watching.look()
  ask("r3 布局图没有标出洗消池")
  watching.clock.now = new Date("2026-11-23T10:50:00+08:00")
  await watching.look()
  department.run("UPDATE YW_SPJYXK SET BLZT = '26', ZTSJ = '2026-11-23 10:45:00'")
  await watching.look()
  assert.deepEqual(
    watching.told.map(({ correction }) => correction?.items[0]?.text.zh),
    ["缺图", "布局图没有标出洗消池", undefined],
  )
})

test("without a list the state alone is reported", async (t) => {
  const { watching, ask } = await world(t)
  ask("")
  await watching.look()
  assert.equal(watching.told[0]?.state, "CORRECTION_REQUESTED")
  assert.equal(watching.told[0].correction, undefined)
})

for (const [what, list, dueOn, place] of [
  ["a line without its requirement", "布局图没有标出洗消池", "2026-12-03", "BZQD"],
  ["a day that is none", "r3 缺图", "十二月三日", "correction.dueOn"],
] as const) {
  test(`${what} sets the row aside, with its place`, async (t) => {
    const { watching, ask } = await world(t)
    ask(list, dueOn)
    await watching.look()
    assert.deepEqual(watching.told, [])
    assert.match(watching.aside()[0]?.[1] ?? "", new RegExp(place))
  })
}
