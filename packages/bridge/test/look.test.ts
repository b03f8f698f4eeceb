import assert from "node:assert/strict"
import { readFileSync, renameSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { test } from "node:test"
import { NetworkError, ProblemError } from "@tongban/sdk"
import { newDepartment, newWatching } from "./support/department.ts"
import { newFolder } from "./support/folder.ts"

test("a row is reported once, with its shared state, its source and the department's words", async (t) => {
  const department = newDepartment(newFolder(t))
  const watching = await newWatching(t, department.file)
  department.put({ number: "FOOD-1", state: "12" })
  await watching.look()
  await watching.look()
  assert.equal(watching.told.length, 1)
  const { key, correction, ...told } = watching.told[0] ?? {}
  assert.equal(correction, undefined)
  assert.deepEqual(told, {
    number: "FOOD-1",
    state: "SUBMITTED",
    value: "12",
    text: "已提交",
    at: "2026-11-23T10:32:00+08:00",
  })
  assert.match(key ?? "", /^[A-Za-z0-9_-]{8,64}$/)
})

test("a row that changed is reported again, and each time under a key of its own", async (t) => {
  const department = newDepartment(newFolder(t))
  const watching = await newWatching(t, department.file)
  // Back and forth within one minute, in a table that keeps no seconds.
  for (const state of ["12", "30", "12", "30"]) {
    department.put({ number: "FOOD-1", state, at: "2026-11-23 10:32:00" })
    await watching.look()
    await watching.look()
  }
  const states = watching.told.map(({ state }) => state)
  assert.deepEqual(states, ["SUBMITTED", "ACCEPTED", "SUBMITTED", "ACCEPTED"])
  assert.equal(new Set(watching.told.map(({ key }) => key)).size, 4)
})

test("a restart repeats nothing, and finds what changed meanwhile", async (t) => {
  const department = newDepartment(newFolder(t))
  const watching = await newWatching(t, department.file)
  department.put({ number: "FOOD-1" })
  department.put({ number: "FOOD-2" })
  await watching.look()
  department.put({ number: "FOOD-2", state: "30", at: "2026-11-23 10:33:00" })
  await watching.restart()
  await watching.look()
  assert.deepEqual(
    watching.told.map(({ number, state }) => [number, state]),
    [
      ["FOOD-1", "SUBMITTED"],
      ["FOOD-2", "SUBMITTED"],
      ["FOOD-2", "ACCEPTED"],
    ],
  )
})

test("the hub away: nothing is lost, and what is tried again has the same key", async (t) => {
  const department = newDepartment(newFolder(t))
  const watching = await newWatching(t, department.file)
  for (const number of ["FOOD-1", "FOOD-2", "FOOD-3"]) department.put({ number })
  const tried: string[] = []
  watching.hub = (number, _, { idempotencyKey = "" }) => {
    tried.push(idempotencyKey)
    return number === "FOOD-2"
      ? Promise.reject(new NetworkError("http://localhost:4400", undefined))
      : Promise.resolve()
  }
  await assert.rejects(watching.look(), /cannot be reached/)
  assert.deepEqual(numbers(watching.told), ["FOOD-1"])

  await watching.restart()
  watching.hub = (_number, _, { idempotencyKey = "" }) => {
    tried.push(idempotencyKey)
    return Promise.resolve()
  }
  await watching.look()
  assert.deepEqual(numbers(watching.told), ["FOOD-1", "FOOD-2", "FOOD-3"])
  assert.equal(tried[1], tried[2], "FOOD-2, before and after")
  assert.deepEqual(watching.aside(), [])
})

test("a refused row does not stop the others, and is tried again a minute later", async (t) => {
  const department = newDepartment(newFolder(t))
  const watching = await newWatching(t, department.file)
  for (const number of ["FOOD-1", "FOOD-2", "FOOD-3"]) department.put({ number })
  watching.hub = (number) =>
    number === "FOOD-2"
      ? Promise.reject(new ProblemError({ code: "item_unknown", status: 404 }))
      : Promise.resolve()
  await watching.look()
  await watching.look()
  assert.deepEqual(numbers(watching.told), ["FOOD-1", "FOOD-3"])
  assert.deepEqual(watching.aside(), [["FOOD-2", "the hub refuses it: item_unknown"]])
  assert.deepEqual(watching.said, ["set aside, 1 row: the hub refuses it: item_unknown"])

  watching.hub = () => Promise.resolve()
  await watching.look()
  assert.equal(watching.told.length, 2, "not before its minute has passed")
  watching.clock.now = new Date("2026-11-23T10:41:01+08:00")
  await watching.look()
  assert.deepEqual(numbers(watching.told), ["FOOD-1", "FOOD-3", "FOOD-2"])
  assert.deepEqual(watching.aside(), [])
})

test("a hub that does not let the bridge in is away, not a refusal of the row", async (t) => {
  const department = newDepartment(newFolder(t))
  const watching = await newWatching(t, department.file)
  department.put({ number: "FOOD-1" })
  watching.hub = () => Promise.reject(new ProblemError({ code: "unauthenticated", status: 401 }))
  await assert.rejects(watching.look())
  assert.deepEqual(watching.aside(), [])
})

test("a code that the scheme lacks is reported as unknown, with the department's words", async (t) => {
  const department = newDepartment(newFolder(t))
  const watching = await newWatching(t, department.file)
  department.put({ number: "FOOD-1", state: "95" })
  department.put({ number: "FOOD-2", state: 77 })
  await watching.look()
  assert.deepEqual(
    watching.told.map(({ state, value, text }) => [state, value, text]),
    [
      ["UNKNOWN", "95", "并联转出"],
      ["UNKNOWN", "77", undefined],
    ],
  )
})

test("rows that say nothing certain are set aside, counted by reason, until they change", async (t) => {
  const department = newDepartment(newFolder(t), "SBLSH TEXT")
  const watching = await newWatching(t, department.file)
  department.put({ number: "FOOD-1", at: "2026-02-30 10:00:00" })
  department.put({ number: "FOOD-2", at: null })
  department.put({ number: "FOOD-3", item: " " })
  department.put({ number: "FOOD-4", state: null })
  department.put({ number: "FOOD 5" })
  department.put({ number: "" })
  department.put({ number: null })
  department.put({ number: null, state: "30" })
  department.put({ number: "F".repeat(51) })
  department.put({ number: "FOOD-6", state: "1".repeat(61) })
  department.put({ number: "FOOD-7" })
  await watching.look()
  assert.deepEqual(numbers(watching.told), ["FOOD-7"])
  assert.equal(watching.aside().length, 10)
  assert.deepEqual(
    watching.said.map((line) => line.slice(0, 30)).sort(),
    [
      "set aside, 1 row: BLZT is empt",
      "set aside, 1 row: SXBM is empt",
      "set aside, 1 row: what the hub",
      "set aside, 2 rows: ZTSJ is not",
      "set aside, 5 rows: SBLSH must ",
    ].sort(),
  )
  assert.ok(!watching.said.join().includes("何秋月"))

  await watching.look()
  await watching.restart()
  await watching.look()
  assert.equal(watching.said.length, 5, "said once")

  department.run("UPDATE YW_SPJYXK SET ZTSJ = '2026-11-23 10:33:00' WHERE SBLSH = 'FOOD-1'")
  department.run("DELETE FROM YW_SPJYXK WHERE SBLSH = 'FOOD-2'")
  watching.clock.now = new Date("2026-11-23T10:45:00+08:00")
  await watching.look()
  assert.deepEqual(numbers(watching.told), ["FOOD-7", "FOOD-1"])
  const left = watching.aside().map(([number]) => number)
  assert.ok(!left.includes("FOOD-1") && !left.includes("FOOD-2"))
})

test("a number that stands twice: the newest row counts, and no look turns it back", async (t) => {
  const department = newDepartment(newFolder(t), "SBLSH TEXT")
  const watching = await newWatching(t, department.file)
  department.put({ number: "FOOD-1", state: "12", at: "2026-11-23 10:30:00" })
  department.put({ number: "FOOD-1", state: "30", at: "2026-11-23 10:31:00" })
  for (const minute of ["40", "41", "42", "43"]) {
    watching.clock.now = new Date(`2026-11-23T10:${minute}:30+08:00`)
    await watching.look()
    await watching.look()
  }
  assert.deepEqual(
    watching.told.map(({ state }) => state),
    ["ACCEPTED"],
  )

  department.run("DELETE FROM YW_SPJYXK WHERE BLZT = '30'")
  watching.clock.now = new Date("2026-11-23T10:50:00+08:00")
  await watching.look()
  assert.equal(watching.told.at(-1)?.state, "SUBMITTED")
})

test("a table larger than a page is read whole, equal times and all", async (t) => {
  const department = newDepartment(newFolder(t))
  const watching = await newWatching(t, department.file)
  const fill = (prefix: string) => {
    department.run(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1201)
       INSERT INTO YW_SPJYXK SELECT '${prefix}-' || i, '${"1".repeat(31)}', '', '12', '2026-11-23 10:32:00' FROM n`,
    )
  }
  fill("A")
  await watching.look()
  assert.equal(new Set(numbers(watching.told)).size, 1201)
  // The second look reads what is recent only, by time and number.
  fill("B")
  await watching.look()
  assert.equal(watching.told.length, 2402)
  assert.equal(new Set(numbers(watching.told)).size, 2402)
})

test("rows whose time is old, to come, or in another form are found within a minute", async (t) => {
  const department = newDepartment(newFolder(t))
  const watching = await newWatching(t, department.file)
  department.put({ number: "FOOD-1" })
  await watching.look()
  department.put({ number: "FOOD-2", at: "2020-01-01 08:00:00" })
  department.put({ number: "FOOD-3", at: "2025/1/2 9:05" })
  department.put({ number: "FOOD-4", at: "2036-01-01 00:00:00" })
  await watching.look()
  assert.deepEqual(numbers(watching.told), ["FOOD-1", "FOOD-4"], "a look reads what is recent only")
  watching.clock.now = new Date("2026-11-23T10:41:00+08:00")
  await watching.look()
  assert.deepEqual(numbers(watching.told).sort(), ["FOOD-1", "FOOD-2", "FOOD-3", "FOOD-4"])

  // A time to come hides nothing that is written now.
  department.put({ number: "FOOD-5", at: "2026-11-23 10:41:00" })
  await watching.look()
  assert.equal(watching.told.at(-1)?.number, "FOOD-5")
})

test("numbers above 2^53 keep their last digits", async (t) => {
  const department = newDepartment(newFolder(t), "SBLSH INTEGER PRIMARY KEY")
  const watching = await newWatching(t, department.file)
  department.run(
    `INSERT INTO YW_SPJYXK VALUES (4100000000000099019, '${"1".repeat(31)}', '', 12, 20261123103200)`,
  )
  await watching.look()
  assert.deepEqual(
    watching.told.map(({ number, state, at }) => [number, state, at]),
    [["4100000000000099019", "SUBMITTED", "2026-11-23T10:32:00+08:00"]],
  )
})

test("a database that is replaced or goes away is noticed", async (t) => {
  const department = newDepartment(newFolder(t))
  const watching = await newWatching(t, department.file)
  department.put({ number: "FOOD-1" })
  await watching.look()

  renameSync(department.file, `${department.file}.old`)
  await assert.rejects(
    watching.look(),
    /portal\.sqlite is not there; check watch\.database\.sqlite/,
  )

  const restored = newDepartment(newFolder(t))
  restored.put({ number: "FOOD-2" })
  renameSync(restored.file, department.file)
  await watching.look()
  assert.deepEqual(numbers(watching.told), ["FOOD-1", "FOOD-2"])

  department.run("DROP TABLE YW_SPJYXK")
  await assert.rejects(
    watching.look(),
    /YW_SPJYXK of .* cannot be read \(no such table: YW_SPJYXK\); check watch\.table/,
  )
})

test("a table is read while its own program holds it, and the file is not touched", async (t) => {
  const department = newDepartment(newFolder(t))
  department.put({ number: "FOOD-1" })
  const before = readFileSync(department.file)
  const watching = await newWatching(t, department.file)
  await watching.look()
  assert.deepEqual(readFileSync(department.file), before)

  department.run("PRAGMA journal_mode = WAL")
  const program = new DatabaseSync(department.file)
  t.after(() => {
    program.close()
  })
  program.exec("BEGIN IMMEDIATE; UPDATE YW_SPJYXK SET BLZT = '30'")
  await watching.look()
  assert.equal(watching.told.length, 1, "what is not committed is not told")
  program.exec("COMMIT")
  await watching.look()
  assert.equal(watching.told.at(-1)?.state, "ACCEPTED")
})

const numbers = (told: readonly { number: string }[]): string[] => told.map(({ number }) => number)
