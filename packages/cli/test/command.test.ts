import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { suite, test } from "node:test"
import type { TestContext } from "node:test"
import { fileURLToPath } from "node:url"

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))

function newFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "tongban-cli-"))
  t.after(() => {
    rmSync(folder, { recursive: true })
  })
  return folder
}

/** Types a command in a folder. */
function typed(folder: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=@tongban/source", main, ...args],
    { cwd: folder, encoding: "utf8", timeout: 60_000 },
  )
  return { status, stdout, stderr }
}

/** What lies in a folder, hidden files included. */
const listed = (folder: string) => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()

suite("tongban", () => {
  for (const args of [[], ["--help"]])
    test(`typed with ${args[0] ?? "nothing"}, says what there is`, (t) => {
      const { status, stdout } = typed(newFolder(t), ...args)
      assert.equal(status, 0)
      for (const command of ["tongban hub", "tongban bridge --config FILE", "tongban vectors DIR"])
        assert.ok(stdout.includes(command), command)
      assert.doesNotMatch(stdout, /check/)
    })

  const wrong: [args: string[], said: RegExp][] = [
    [["chek"], /there is no command "chek"/],
    [["constructor"], /there is no command "constructor"/],
    [["check"], /check is not there yet/],
    [["vectors"], /no folder was named; type: tongban vectors DIR/],
    [["vectors", "a", "b"], /"b" is one too many; type: tongban vectors/],
    [["vectors", "a", "--forse"], /--forse.*; type: tongban vectors/],
    [["bridge"], /no configuration was named; type: tongban bridge --config FILE/],
    [["hub", "now"], /; type: tongban hub/],
  ]
  for (const [args, said] of wrong)
    test(`typed as "${args.join(" ")}", says what is wrong and how to type it, and does nothing`, (t) => {
      const folder = newFolder(t)
      const { status, stdout, stderr } = typed(folder, ...args)
      assert.equal(status, 2)
      assert.equal(stdout, "")
      assert.match(stderr, said)
      assert.doesNotMatch(stderr, /\n {4}at /)
      assert.deepEqual(listed(folder), [])
    })

  test("hub and bridge start the packages of that name, which say what they lack", (t) => {
    const hub = typed(newFolder(t), "hub")
    assert.equal(hub.status, 1)
    assert.match(hub.stderr, /tongban hub: the hub's settings are wrong:\n {2}- TONGBAN_HUB_URL/)
    const bridge = typed(newFolder(t), "bridge", "--config", "none.json")
    assert.equal(bridge.status, 1)
    assert.match(bridge.stderr, /tongban bridge: .*none\.json/)
  })
})

suite("tongban vectors", () => {
  test("in an empty folder: vectors, a schema of each noun, both interfaces, and how to run them", (t) => {
    const folder = newFolder(t)
    const { status, stdout, stderr } = typed(folder, "vectors", "out")
    assert.deepEqual([status, stderr], [0, ""])
    const files = listed(join(folder, "out")).filter((name) => name.includes("."))
    assert.match(stdout, new RegExp(`^${files.length} files in out;`))
    const readme = readFileSync(join(folder, "out/README.md"), "utf8")
    for (const file of files.filter((name) => name.endsWith(".json"))) {
      JSON.parse(readFileSync(join(folder, "out", file), "utf8"))
      if (!file.startsWith("openapi/") || file === "openapi/hub.json")
        assert.ok(readme.includes(file), `README.md does not name ${file}`)
    }
    const source = new URL("../../standards/vectors/", import.meta.url)
    assert.deepEqual(listed(join(folder, "out/vectors")), listed(fileURLToPath(source)))
    for (const name of listed(join(folder, "out/vectors"))) {
      assert.deepEqual(
        readFileSync(join(folder, "out/vectors", name)),
        readFileSync(new URL(name, source)),
      )
      assert.match(readme, new RegExp(`^- \`vectors/${name}\`: \\S`, "m"), "it says what it is")
    }
    assert.ok(files.includes("schemas/Case.json"))
    const regions = JSON.parse(readFileSync(join(folder, "out/regions.json"), "utf8")) as unknown[]
    assert.ok(regions.length > 500)
    assert.deepEqual(
      listed(folder).filter((name) => name.startsWith(".")),
      [],
    )
  })

  test("into the folder where one stands, and twice the same", (t) => {
    const folder = newFolder(t)
    assert.equal(typed(folder, "vectors", ".").status, 0)
    const first = readFileSync(join(folder, "openapi/hub.json"))
    const again = typed(folder, "vectors", ".")
    assert.equal(again.status, 1)
    assert.match(again.stderr, /\. is not empty; name another folder, or add --force/)
    assert.equal(typed(folder, "vectors", ".", "--force").status, 0)
    assert.deepEqual(readFileSync(join(folder, "openapi/hub.json")), first)
  })

  test("a folder with something in it is left as it is, unless forced; then nothing foreign is lost", (t) => {
    const folder = newFolder(t)
    mkdirSync(join(folder, "ours/vectors"), { recursive: true })
    writeFileSync(join(folder, "ours/vectors/mine.txt"), "mine")
    const before = listed(folder)
    assert.equal(typed(folder, "vectors", "ours").status, 1)
    assert.deepEqual(listed(folder), before)
    assert.equal(typed(folder, "vectors", "ours", "--force").status, 0)
    assert.equal(readFileSync(join(folder, "ours/vectors/mine.txt"), "utf8"), "mine")
    assert.ok(existsSync(join(folder, "ours/vectors/nouns.json")))
  })

  test("where a file has that name, nothing is written", (t) => {
    const folder = newFolder(t)
    writeFileSync(join(folder, "out"), "mine")
    const { status, stderr } = typed(folder, "vectors", "out", "--force")
    assert.equal(status, 1)
    assert.match(stderr, /out is a file; name a folder/)
    assert.equal(readFileSync(join(folder, "out"), "utf8"), "mine")
  })

  test("where it cannot be written, it says so and leaves nothing behind", (t) => {
    const folder = newFolder(t)
    writeFileSync(join(folder, "file"), "")
    const inFile = typed(folder, "vectors", "file/out")
    assert.equal(inFile.status, 1)
    assert.match(inFile.stderr, /^tongban: file\/out cannot be written: /)
    assert.deepEqual(listed(folder), ["file"])
    if (process.getuid?.() === 0) return
    chmodSync(folder, 0o500)
    assert.equal(typed(folder, "vectors", "out").status, 1)
    chmodSync(folder, 0o700)
    assert.deepEqual(listed(folder), ["file"])
  })

  test("a file of ours where a folder of theirs has its name: refused, what was theirs stays", (t) => {
    const folder = newFolder(t)
    mkdirSync(join(folder, "README.md/theirs"), { recursive: true })
    const { status } = typed(folder, "vectors", ".", "--force")
    assert.equal(status, 1)
    assert.ok(existsSync(join(folder, "README.md/theirs")))
    assert.deepEqual(listed(folder), ["README.md", "README.md/theirs"])
  })
})
