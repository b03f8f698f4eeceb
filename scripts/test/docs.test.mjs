import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { suite, test } from "node:test"
import { fileURLToPath } from "node:url"
import { BridgeFault, readConfig } from "@tongban/bridge"
import ts from "typescript"

const root = fileURLToPath(new URL("../../", import.meta.url))
const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((name) => name !== "" && existsSync(join(root, name)))
const read = (name) => readFileSync(join(root, name), "utf8")
const pages = tracked.filter((name) => name.endsWith(".md") && !name.startsWith(".changeset/"))
const sources = tracked.filter((name) => /^packages\/[^/]+\/src\/.*\.ts$/.test(name))

/** The code blocks of a text in one language. */
const blocksOf = (text, language) =>
  [...text.matchAll(new RegExp("^```" + language + "\\n([\\s\\S]*?)^```", "gm"))].map(
    ([, code]) => code,
  )

/** Docstrings as pages: their examples stand in code blocks as well. */
const commentsOf = (text) =>
  [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)]
    .map(([lines]) => lines.replace(/^ *\* ?/gm, ""))
    .join("\n")

suite("the docs", () => {
  for (const page of pages) {
    test(`${page}: every link within the repository leads somewhere`, () => {
      for (const [, link] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^(https?|mailto):/.test(link)) continue
        const [path, anchor] = link.split("#")
        const target = path === "" ? page : join(dirname(page), path)
        assert.ok(existsSync(join(root, target)), link)
        if (anchor !== undefined && statSync(join(root, target)).isFile())
          assert.ok(headingsOf(read(target)).includes(anchor), link)
      }
    })

    test(`${page}: every command is one of ours`, () => {
      const { scripts } = JSON.parse(read("package.json"))
      for (const block of blocksOf(read(page), "sh"))
        for (const [, command] of block.matchAll(/^npm (?:run )?([\w:-]+)/gm))
          assert.ok(
            command in scripts || ["ci", "install", "exec", "pack"].includes(command),
            command,
          )
    })

    test(`${page}: every JSON is JSON`, () => {
      for (const block of blocksOf(read(page), "json")) JSON.parse(block)
    })
  }

  for (const page of pages)
    for (const json of blocksOf(read(page), "json").filter(
      (text) => "stateFolder" in JSON.parse(text),
    ))
      test(`${page}: a bridge so configured lacks nothing but its files`, (t) => {
        const folder = mkdtempSync(join(tmpdir(), "tongban-docs-"))
        t.after(() => {
          rmSync(folder, { recursive: true })
        })
        const file = join(folder, "bridge.json")
        writeFileSync(file, json)
        assert.throws(
          () => readConfig(file),
          (error) => {
            assert.ok(error instanceof BridgeFault)
            const [, ...faults] = error.message.split("\n")
            const others = faults.filter((fault) => !fault.includes(" is not there; "))
            assert.deepEqual(others, [])
            return faults.length > 0
          },
        )
      })

  for (const page of pages.filter((name) => /^docs\/guides\/hub\b/.test(name)))
    test(`${page}: names every setting of the hub`, () => {
      const [settings] = sources.filter((name) => name === "packages/hub/src/settings.ts").map(read)
      const named = new Set(settings.match(/\b(TONGBAN_[A-Z_]+|DATABASE_URL)\b/g))
      const told = new Set(read(page).match(/\b(TONGBAN_[A-Z_]+|DATABASE_URL)\b/g))
      assert.deepEqual([...named].sort(), [...told].sort())
    })

  test("every decision has a number of its own, and a line in their index", () => {
    const decisions = pages.filter((name) => /^docs\/decisions\/\d/.test(name))
    const index = read("docs/decisions/README.md")
    for (const page of decisions) {
      const [file, number] = /(\d{4})-[\w-]+\.md$/.exec(page)
      assert.ok(
        !decisions.some((other) => other !== page && other.includes(`/${number}-`)),
        `${page}: the number is taken; take the next free one`,
      )
      assert.match(
        read(page),
        new RegExp(`^# ${Number(number)}\\. `),
        `${page}: its title's number`,
      )
      assert.match(
        index,
        new RegExp(`^\\| ${Number(number)} +\\| \\[.+\\]\\(${file}\\) +\\| \\S`, "m"),
        `${page}: its line in docs/decisions/README.md`,
      )
    }
  })

  test("every TypeScript example compiles, in pages and in docstrings", (t) => {
    // Beside the packages, so that their names resolve as an integrator's would.
    const folder = mkdtempSync(join(root, "node_modules", ".examples-"))
    t.after(() => {
      rmSync(folder, { recursive: true })
    })
    const examples = [
      ...pages.flatMap((name) => blocksOf(read(name), "ts").map((code) => ({ name, code }))),
      ...sources.flatMap((name) =>
        blocksOf(commentsOf(read(name)), "ts").map((code) => ({ name, code })),
      ),
    ]
    assert.ok(examples.length > 0)
    const files = new Map(
      examples.map(({ name, code }, at) => {
        const file = join(folder, `example-${at}.ts`)
        writeFileSync(file, `${code}\nexport {}\n`)
        return [file, name]
      }),
    )
    const { config } = ts.readConfigFile(join(root, "tsconfig.base.json"), (path) =>
      ts.sys.readFile(path),
    )
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
    const program = ts.createProgram([...files.keys()], {
      ...options,
      composite: false,
      noEmit: true,
      noUnusedLocals: false,
      rewriteRelativeImportExtensions: false,
      allowImportingTsExtensions: true,
    })
    const faults = [...files].flatMap(([file, name]) =>
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(file))
        .map(({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`),
    )
    assert.deepEqual(faults, [])
  })
})

/** As they are linked to: small letters, hyphens for blanks, no punctuation. */
const headingsOf = (text) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  )
