import assert from "node:assert/strict"
import { appendFileSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { NetworkError, ProblemError } from "@tongban/sdk"
import { heading, line, newDropping } from "./support/drop.ts"
import type { Dropping } from "./support/drop.ts"

const states = ({ told }: Dropping) => told.map(({ number, report }) => [number, report.state])
const closed = line()
const open = line({ state: "受理中", closedOn: "" })

test("a file is read when it has not changed between two looks", async (t) => {
  const dropping = newDropping(t)
  const name = dropping.drop("2026-11-20", [open])
  await dropping.lookOnce()
  appendFileSync(join(dropping.folder, name), `${line({ number: "BDCCX-2" })}\r\n`)
  await dropping.lookOnce()
  assert.deepEqual(dropping.told, [], "it grew between the looks")
  await dropping.lookOnce()
  assert.deepEqual(states(dropping), [
    ["BDCCX-1", "IN_REVIEW"],
    ["BDCCX-2", "CLOSED"],
  ])
})

test("a file that is still being written is not there yet: neither under another name nor as holes", async (t) => {
  const dropping = newDropping(t)
  dropping.drop("zrzy-export-20261120-1730.csv.tmp", [open])
  dropping.drop("~$zrzy-export-20261120-1730.csv", [open])
  mkdirSync(join(dropping.folder, "zrzy-export-20261119-1730.csv"))
  symlinkSync("/etc/hostname", join(dropping.folder, "zrzy-export-20261118-1730.csv"))
  const name = dropping.drop("2026-11-20", Buffer.from(`${heading}\r\n${open}\r\n\0\0\0\0`))
  await dropping.look()
  assert.deepEqual(dropping.told, [])
  assert.deepEqual(
    dropping.quarantine().map(([file]) => file),
    [name],
  )
})

test("dropped again, unchanged or under the next day's name, nothing is told twice", async (t) => {
  const dropping = newDropping(t)
  dropping.drop("2026-11-20", [open])
  await dropping.look()
  dropping.drop("2026-11-20", [open], "2026-11-23T10:10:00+08:00")
  await dropping.look()
  dropping.drop("2026-11-21", [open])
  await dropping.look()
  dropping.restart()
  await dropping.look()
  assert.deepEqual(states(dropping), [["BDCCX-1", "IN_REVIEW"]])
})

test("a changed row is told once, with its export's time", async (t) => {
  const dropping = newDropping(t)
  dropping.drop("2026-11-20", [open])
  await dropping.look()
  dropping.drop("2026-11-21", [closed])
  await dropping.look()
  await dropping.look()
  assert.deepEqual(
    dropping.told.map(({ report }) => [report.state, report.occurredAt]),
    [
      ["IN_REVIEW", "2026-11-20T17:30:00+08:00"],
      ["CLOSED", "2026-11-21T17:30:00+08:00"],
    ],
  )
})

test("an older export after a newer one sets nothing back, and still tells what only it knows", async (t) => {
  const dropping = newDropping(t)
  dropping.drop("2026-11-21", [closed])
  await dropping.look()
  dropping.drop("2026-11-20", [open, line({ number: "BDCCX-2" }), line({ party: "3.7E+17" })])
  await dropping.look()
  assert.deepEqual(states(dropping), [
    ["BDCCX-1", "CLOSED"],
    ["BDCCX-2", "CLOSED"],
  ])
  assert.deepEqual(dropping.quarantine(), [], "what was wrong then is mended since")
})

test("an unchanged row of a newer export is newer all the same", async (t) => {
  const dropping = newDropping(t)
  dropping.drop("2026-11-18", [closed])
  dropping.drop("2026-11-20", [closed])
  await dropping.look()
  dropping.drop("2026-11-19", [open])
  await dropping.look()
  assert.deepEqual(states(dropping), [["BDCCX-1", "CLOSED"]])
})

test("several at once are read from the oldest on; of one day, by the file's own time", async (t) => {
  const dropping = newDropping(t, { pattern: "*{day}.csv" })
  dropping.drop("zrzy-b-20261121.csv", [closed], "2026-11-21T17:00:00+08:00")
  dropping.drop("zrzy-a-20261121.csv", [line({ state: "待补材料" })], "2026-11-21T18:00:00+08:00")
  dropping.drop("zrzy-c-2026-11-20.csv", [open], "2026-11-22T18:00:00+08:00")
  await dropping.look()
  assert.deepEqual(
    dropping.told.map(({ report }) => report.state),
    ["IN_REVIEW", "CLOSED", "CORRECTION_REQUESTED"],
  )
})

test("a row that is gone says nothing", async (t) => {
  const dropping = newDropping(t)
  dropping.drop("2026-11-20", [open, line({ number: "BDCCX-2" })])
  await dropping.look()
  dropping.drop("2026-11-21", [line({ number: "BDCCX-2" })])
  await dropping.look()
  assert.equal(dropping.told.length, 2)
  dropping.drop("2026-11-22", [open])
  await dropping.look()
  assert.equal(dropping.told.length, 2)
})

const whole: { kind: string; content: Uint8Array | string[]; name?: string; reason: RegExp }[] = [
  {
    kind: "another encoding",
    content: Buffer.from([0xca, 0xdc, 0xc0, 0xed, 0x0a]),
    reason: /不能按 utf-8 编码/,
  },
  {
    kind: "a column is missing",
    content: Buffer.from(`${heading.replace("状态", "现状")}\r\n${closed}\r\n`),
    reason: /缺少这一栏/,
  },
  {
    kind: "a column stands twice",
    content: Buffer.from(`${heading.replace("备注", "状态")}\r\n${closed}\r\n`),
    reason: /出现了两次/,
  },
  { kind: "nothing in it", content: Buffer.from(""), reason: /缺少这一栏/ },
  {
    kind: "a quote that never ends",
    content: [closed, line({ note: `"缺` })],
    reason: /引号没有成对/,
  },
  { kind: "too large", content: Buffer.alloc(100_001, 32), reason: /超过 100000 字节/ },
  {
    kind: "too many rows",
    content: Array.from({ length: 101 }, () => closed),
    reason: /超过 100 行/,
  },
  {
    kind: "another name",
    content: [closed],
    name: "新建文件夹导出.csv",
    reason: /文件名不是约定的样子/,
  },
  {
    kind: "a day that does not exist",
    content: [closed],
    name: "zrzy-export-20261131-1730.csv",
    reason: /约定的样子/,
  },
  {
    kind: "a day to come",
    content: [closed],
    name: "zrzy-export-20361120-1730.csv",
    reason: /还没有到/,
  },
]
for (const { kind, content, name = "zrzy-export-20261120-1730.csv", reason } of whole) {
  test(`a file is set aside whole, never read by half: ${kind}`, async (t) => {
    const dropping = newDropping(t)
    dropping.drop(name, content)
    await dropping.look()
    await dropping.look()
    assert.deepEqual(dropping.told, [])
    assert.deepEqual(
      dropping.quarantine().map(([file]) => file),
      [name],
    )
    assert.match(dropping.quarantine()[0]?.[4] ?? "", reason)
    assert.equal(dropping.said.length, 1, "said once, in one line")
    assert.match(dropping.said[0] ?? "", /^[^\n]+ is set aside: [^\n]+; [^\n]+$/)
    dropping.take(name)
    dropping.drop("2026-11-22", [closed])
    await dropping.look()
    assert.equal(dropping.told.length, 1)
    assert.deepEqual(dropping.quarantine(), [], "a good one stands for it")
  })
}

test("GB18030, and UTF-8 with or without its mark, are read whole", async (t) => {
  // Its item is U+2C35B, four bytes in GB18030, for which GBK has no place.
  const dropping = newDropping(t, { encoding: "gb18030", items: { "\u{2c35b}": "1".repeat(31) } })
  const bytes = Buffer.from(
    "cadcc0edb1e0bac52ccac2cfeec3fbb3c62cd7b4ccac2cd6a4bcfebac5c2eb2ccadcc0edc8d5c6da2cb0ecbde1c8d5c6da" +
      "0d0a42444343582d312c9931d9372cd2d1b0ecbde12c2c2c323032362d30392d31370d0a",
    "hex",
  )
  dropping.drop("2026-11-20", bytes)
  await dropping.look()
  assert.deepEqual(states(dropping), [["BDCCX-1", "CLOSED"]])

  const marked = newDropping(t)
  marked.drop("2026-11-20", Buffer.from(`\uFEFF${heading}\r\n${closed}\r\n`))
  await marked.look()
  assert.deepEqual(states(marked), [["BDCCX-1", "CLOSED"]])
})

test("the quarantine is emptied when the mended row comes, whichever file it comes in", async (t) => {
  const dropping = newDropping(t)
  const bad = line({ number: "BDCCX-2", party: "3.70699E+17" })
  dropping.drop("2026-11-20", [closed, bad, line({ number: "" })])
  await dropping.look()
  assert.deepEqual(
    dropping.quarantine().map(([, row, number]) => [row, number]),
    [
      ["3", "BDCCX-2"],
      ["4", ""],
    ],
  )
  dropping.drop("2026-11-21", [closed, line({ number: "" }), bad])
  await dropping.look()
  assert.deepEqual(
    dropping.quarantine().map(([file, row]) => [file, row]),
    [
      ["zrzy-export-20261121-1730.csv", "3"],
      ["zrzy-export-20261121-1730.csv", "4"],
    ],
    "each stands once, where it was seen last",
  )
  dropping.drop("2026-11-22", [closed, line({ number: "BDCCX-2" })])
  await dropping.look()
  assert.deepEqual(dropping.quarantine(), [])
  assert.deepEqual(states(dropping).at(-1), ["BDCCX-2", "CLOSED"])
})

test("no cell of the list computes in a table program", async (t) => {
  const dropping = newDropping(t)
  dropping.drop("2026-11-20", [line({ number: `=1+1`, party: "1" })])
  await dropping.look()
  assert.equal(dropping.quarantine()[0]?.[2], "'=1+1")
})

test("the hub away: what it has not taken is told later, under the same key, and nothing twice", async (t) => {
  const dropping = newDropping(t)
  dropping.drop("2026-11-20", [
    line({ party: "1", number: "BDCCX-0" }),
    closed,
    line({ number: "BDCCX-2" }),
  ])
  const keys: string[] = []
  dropping.hub = (number, _, { idempotencyKey = "" }) => {
    keys.push(idempotencyKey)
    return number === "BDCCX-2"
      ? Promise.reject(new NetworkError("http://localhost", undefined))
      : Promise.resolve()
  }
  await assert.rejects(dropping.look(), /cannot be reached/)
  assert.equal(dropping.quarantine().length, 1, "what is wrong is written down meanwhile")
  dropping.restart()
  dropping.hub = (_number, _, { idempotencyKey = "" }) => {
    keys.push(idempotencyKey)
    return Promise.resolve()
  }
  await dropping.look()
  assert.deepEqual(
    dropping.told.map(({ number }) => number),
    ["BDCCX-1", "BDCCX-2"],
  )
  assert.equal(keys[1], keys[2])
  assert.equal(keys.length, 3)
})

test("what the hub refuses stands in the list in its words, and is tried again a minute later", async (t) => {
  const dropping = newDropping(t)
  dropping.drop("2026-11-20", [closed, line({ number: "BDCCX-2" })])
  dropping.hub = (number) =>
    number === "BDCCX-1"
      ? Promise.reject(new ProblemError({ code: "party_differs", status: 409 }))
      : Promise.resolve()
  await dropping.look()
  await dropping.look()
  assert.deepEqual(
    dropping.told.map(({ number }) => number),
    ["BDCCX-2"],
  )
  assert.deepEqual(
    dropping.quarantine().map(([, row, number, , why]) => [row, number, why]),
    [["2", "BDCCX-1", "通办中心没有收下：这个办件已在别人名下"]],
  )
  dropping.hub = () => Promise.resolve()
  dropping.clock.now = new Date("2026-11-23T10:41:01+08:00")
  await dropping.look()
  assert.deepEqual(
    dropping.told.map(({ number }) => number),
    ["BDCCX-2", "BDCCX-1"],
  )
  assert.deepEqual(dropping.quarantine(), [])
})

test("a folder that goes away is named, with the mend", async (t) => {
  const dropping = newDropping(t)
  rmSync(dropping.folder, { recursive: true })
  await assert.rejects(
    dropping.lookOnce(),
    /drop cannot be read \(ENOENT\); check watch\.drop\.folder/,
  )
})

test("an export in place of one that was set aside is read, whatever its time", async (t) => {
  const dropping = newDropping(t)
  const name = dropping.drop("2026-11-20", Buffer.from("受理编号\r\n1\r\n"))
  await dropping.look()
  writeFileSync(join(dropping.folder, name), `${heading}\r\n${closed}\r\n`)
  utimesSync(join(dropping.folder, name), new Date("2026-11-01"), new Date("2026-11-01"))
  await dropping.look()
  assert.equal(dropping.told.length, 1)
  assert.deepEqual(dropping.quarantine(), [])
})
