import assert from "node:assert/strict"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { test } from "node:test"
import type { TestContext } from "node:test"
import { itemCode, newDepartment, watchConfig } from "./support/department.ts"
import { dropConfig, heading, line } from "./support/drop.ts"
import { fakeHub } from "./support/fake-hub.ts"
import { newFolder } from "./support/folder.ts"
import { newKeys } from "./support/keys.ts"
import { ownerWorld } from "./support/owner-world.ts"
import { freePort } from "./support/port.ts"
import { startProcess } from "./support/process.ts"

/** What waits for a process that never says its line fails by itself. */
const patient = { timeout: 30_000 }

/** A configuration file of a bridge that watches, its table and its hub. */
async function watchWorld(t: TestContext) {
  const folder = newFolder(t)
  const department = newDepartment(folder)
  const hub = await fakeHub(t, await freePort())
  const keys = await newKeys()
  const key = join(folder, "key.json")
  writeFileSync(key, JSON.stringify(keys.own))
  const watch = { ...watchConfig(department.file), hub: hub.origin, everyMs: 200 }
  const config = join(folder, "bridge.json")
  const write = (changes: object = {}) => {
    const own = { ...watch, assertionKey: key, dpopKey: "key.json" }
    writeFileSync(
      config,
      JSON.stringify({ name: "scjg-bridge", stateFolder: "state", watch: own, ...changes }),
    )
  }
  write()
  return { folder, department, hub, config, write }
}

test(
  "a bridge reports by the real client, goes on where it was, and survives its hub",
  patient,
  async (t) => {
    const { department, hub, config } = await watchWorld(t)
    department.put({ number: "FOOD-1" })
    const first = startProcess(t, ["--config", config])
    await first.says(/^scjg-bridge ready: watches YW_SPJYXK of /m)
    await hub.reported(1)
    const [report] = hub.reports
    assert.equal(report?.localNumber, "FOOD-1")
    assert.equal(report.authorization, "DPoP token")
    assert.match(report.key, /^[0-9a-f]{64}$/, "made from the row, not by the client")
    assert.deepEqual(report.body, {
      itemCode,
      state: "SUBMITTED",
      source: { scheme: "epoint", value: "12", text: "已提交" },
      occurredAt: "2026-11-23T10:32:00+08:00",
      inferred: false,
    })

    await hub.stop()
    department.put({ number: "FOOD-2" })
    await first.says(/cannot be reached.*; trying again/)
    await hub.start()
    await hub.reported(2)
    await first.says(/works again/)
    assert.equal(first.printed().match(/trying again/g)?.length, 1, "said once")

    first.kill("SIGTERM")
    assert.deepEqual(await first.ended, { code: 0, signal: null })

    const second = startProcess(t, ["--config", config])
    department.put({ number: "FOOD-3" })
    await hub.reported(3)
    assert.deepEqual(
      hub.reports.map(({ localNumber }) => localNumber),
      ["FOOD-1", "FOOD-2", "FOOD-3"],
    )
    second.kill("SIGINT")
    assert.deepEqual(await second.ended, { code: 0, signal: null })
  },
)

test(
  "a scheme that the standards lack is said at the start, and the department's words still go along",
  patient,
  async (t) => {
    const { department, hub, config, write } = await watchWorld(t)
    const { watch } = JSON.parse(readFileSync(config, "utf8")) as { watch: object }
    write({ watch: { ...watch, scheme: "epiont" } })
    department.put({ number: "FOOD-1" })
    const bridge = startProcess(t, ["--config", config])
    await bridge.says(/watch\.scheme epiont is none that the standards know \(epoint, .*correct it/)
    await hub.reported(1)
    const { state, source } = hub.reports[0]?.body as Record<string, unknown>
    assert.deepEqual(
      [state, source],
      ["UNKNOWN", { scheme: "epiont", value: "12", text: "已提交" }],
    )
  },
)

test("a hub that hangs does not hold up the end", patient, async (t) => {
  const { department, hub, config } = await watchWorld(t)
  department.put({ number: "FOOD-1" })
  const bridge = startProcess(t, ["--config", config])
  await hub.reported(1)
  const hung = hub.hang()
  department.put({ number: "FOOD-2" })
  await bridge.says(/ready/)
  await hung
  const began = Date.now()
  bridge.kill("SIGTERM")
  assert.deepEqual(await bridge.ended, { code: 0, signal: null })
  assert.ok(Date.now() - began < 5000)
})

test("one process a state folder; a lock left by kill -9 blocks nobody", patient, async (t) => {
  const { config, department, hub } = await watchWorld(t)
  department.put({ number: "FOOD-1" })
  const first = startProcess(t, ["--config", config])
  await first.says(/ready/)
  await hub.reported(1)

  const second = startProcess(t, ["--config", config])
  assert.deepEqual(await second.ended, { code: 1, signal: null })
  assert.match(
    second.printed(),
    /state is in use by another running bridge; stop that one, or name/,
  )
  assert.ok(!second.printed().includes("ready"))

  first.kill("SIGKILL")
  assert.equal((await first.ended).signal, "SIGKILL")
  const third = startProcess(t, ["--config", config])
  await third.says(/ready/)
})

interface Fault {
  when: string
  says: RegExp
  arrange: (world: Awaited<ReturnType<typeof watchWorld>>) => void
}

const faults: readonly Fault[] = [
  {
    when: "the configuration is not there",
    says: /the configuration .*other\.json cannot be read \(ENOENT\); check the path/,
    arrange: (world) => {
      world.config = join(world.folder, "other.json")
    },
  },
  {
    when: "the configuration is not JSON",
    says: /the configuration .*bridge\.json is not JSON/,
    arrange: ({ config }) => {
      writeFileSync(config, "{")
    },
  },
  {
    when: "the state folder's path runs through a file",
    says: /the state folder .*bridge\.json\/state cannot be written \(\w+\); name a folder/,
    arrange: ({ write }) => {
      write({ stateFolder: "bridge.json/state" })
    },
  },
  {
    when: "the bridge's own state is no database",
    says: /bridge\.sqlite cannot be used \(file is not a database\); mend or remove/,
    arrange: ({ folder }) => {
      mkdirSync(join(folder, "state"))
      writeFileSync(join(folder, "state/bridge.sqlite"), "no database ".repeat(500))
    },
  },
  {
    when: "the table lacks a column",
    says: /the table YW_SPJYXK of .* cannot be read \(no such column: "?ZTSJ"?.*\); check watch\.table and watch\.columns/,
    arrange: ({ department }) => {
      department.run("ALTER TABLE YW_SPJYXK DROP COLUMN ZTSJ")
    },
  },
  {
    when: "there is no such table",
    says: /the table YW_SPJYXK of .* cannot be read \(no such table: YW_SPJYXK\); check watch\.table/,
    arrange: ({ department }) => {
      department.run("DROP TABLE YW_SPJYXK")
    },
  },
  {
    when: "the key is another kind of thing",
    says: /the key .*key\.json cannot be used \(it is another kind of key\); it must be an EC P-256 JWK/,
    arrange: ({ folder }) => {
      writeFileSync(join(folder, "key.json"), '{"kty":"RSA"}')
    },
  },
]

for (const { when, says, arrange } of faults) {
  test(`no start, one clear line and exit code 1 when ${when}`, async (t) => {
    const world = await watchWorld(t)
    arrange(world)
    await assertNoStart(t, world.config, says)
  })
}

test("no start when the port is taken, and nothing is half-started", async (t) => {
  const { config: serve, folder } = await ownerWorld(t)
  const taken = createServer()
  await new Promise<void>((done) => taken.listen(serve.listen.port, "127.0.0.1", done))
  t.after(() => {
    taken.close()
  })
  const config = join(folder, "bridge.json")
  writeFileSync(config, JSON.stringify({ name: "zrzy-bridge", stateFolder: "state", serve }))
  await assertNoStart(
    t,
    config,
    /port \d+ of 127\.0\.0\.1 is taken by another program; stop that one/,
  )
})

test("no start without a configuration, or with an option that is none", async (t) => {
  const without = startProcess(t, [])
  assert.equal((await without.ended).code, 1)
  assert.match(without.printed(), /start it with --config FILE/)
  const odd = startProcess(t, ["--verbose"])
  assert.equal((await odd.ended).code, 1)
  assert.match(odd.printed(), /--verbose.*the one option is --config FILE/s)
})

test("every fault of a configuration is named at once, with place and mend", async (t) => {
  const { config, folder } = await watchWorld(t)
  const wrong = {
    name: "Scjg Bridge",
    stateFolder: "state",
    colour: "red",
    watch: {
      ...watchConfig("none.sqlite"),
      hub: "http://hub.example.gov.cn/",
      everyMs: 5,
      columns: { localNumber: "SBLSH", itemCode: "", state: "BLZT" },
    },
  }
  writeFileSync(config, JSON.stringify(wrong))
  await assertNoStart(t, config, /wrong/, [
    /at its top: unknown entries colour; remove them/,
    /at name: must be small letters, digits and hyphens/,
    /at watch\.hub: must be an https origin without a path/,
    /at watch\.everyMs: must be at least 200/,
    /at watch\.columns\.itemCode: must not be empty/,
    /at watch\.columns\.changedAt: is missing/,
  ])
  writeFileSync(
    config,
    JSON.stringify({ name: "a", stateFolder: "state", watch: watchConfig("x") }),
  )
  await assertNoStart(t, config, /wrong/, [
    /at watch\.assertionKey: .*unused is not there; make it, or name another one/,
    /at watch\.dpopKey: .*unused is not there/,
    /at watch\.database\.sqlite: .*x is not there/,
  ])
  assert.ok(!existsSync(join(folder, "state")))
  writeFileSync(config, JSON.stringify({ name: "a", stateFolder: "state" }))
  await assertNoStart(t, config, /neither `serve` nor `watch`/)
})

test("a drop's and a site's configuration is named by its own rules", async (t) => {
  const { config, folder } = await watchWorld(t)
  const { watch, ...rest } = { ...{ name: "a", stateFolder: "state" }, watch: dropConfig("drop") }
  const write = (changes: object) => {
    writeFileSync(config, JSON.stringify({ ...rest, ...changes }))
  }
  const { drop } = watch
  write({
    watch: { ...watch, table: "T", drop: { ...drop, pattern: "export.csv", encoding: "gbk" } },
    site: { origin: "http://127.0.0.1:4403/", folder: "pages" },
  })
  await assertNoStart(t, config, /wrong/, [
    /at watch: unknown entries table; remove them/,
    /at watch\.drop\.pattern: must be a file name with \{day\} once/,
    /at watch\.drop\.encoding: must be gb18030 or utf-8/,
    /at site\.origin: must be an exact origin without a path/,
    /at site\.cookieKeys: is missing/,
  ])
  write({ watch })
  await assertNoStart(t, config, /wrong/, [/at watch\.drop\.folder: .*drop is not there/])
  assert.ok(!existsSync(join(folder, "state")))
})

test(
  "a bridge reports what is dropped, by the real client, and keeps its list",
  patient,
  async (t) => {
    const { config, folder, hub } = await watchWorld(t)
    mkdirSync(join(folder, "drop"))
    const watch = { ...dropConfig("drop"), hub: hub.origin, everyMs: 200 }
    const keys = { assertionKey: "key.json", dpopKey: "key.json" }
    const whole = { name: "zrzy-bridge", stateFolder: "state", watch: { ...watch, ...keys } }
    writeFileSync(config, JSON.stringify(whole))
    const bridge = startProcess(t, ["--config", config])
    await bridge.says(/^zrzy-bridge ready: watches zrzy-export-\{day\}-\{time\}\.csv in .*drop$/m)
    const rows = [heading, line(), line({ number: "BDCCX-2", party: "3.70699E+17" })]
    writeFileSync(join(folder, "drop", "zrzy-export-20261112-1730.csv"), rows.join("\r\n"))
    await hub.reported(1)
    await bridge.says(
      /zrzy-export-20261112-1730\.csv: 1 told, 0 older than what is known, 1 set aside/,
    )
    assert.deepEqual(
      hub.reports.map(({ localNumber, body }) => [localNumber, body.state, body.party?.scheme]),
      [["BDCCX-1", "CLOSED", "111"]],
    )
    const list = readFileSync(join(folder, "state", "quarantine", "set-aside.csv"), "utf8")
    assert.match(
      list,
      /^\uFEFF文件,行,编号,栏目,原因,怎么改\r\nzrzy-export-20261112-1730\.csv,3,BDCCX-2,证件号码,/,
    )
    assert.doesNotMatch(list + bridge.printed(), /370699/)
  },
)

async function assertNoStart(
  t: TestContext,
  config: string,
  says: RegExp,
  alsoSays: readonly RegExp[] = [],
): Promise<void> {
  const bridge = startProcess(t, ["--config", config])
  assert.deepEqual(await bridge.ended, { code: 1, signal: null })
  for (const each of [says, ...alsoSays]) assert.match(bridge.printed(), each)
  assert.ok(!bridge.printed().includes("ready"))
  assert.ok(!/^\s+at .*\.ts:\d/m.test(bridge.printed()), "no stack trace")
}
