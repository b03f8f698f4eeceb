import assert from "node:assert/strict"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { test } from "node:test"
import { fileURLToPath } from "node:url"
import ts from "typescript"

const root = fileURLToPath(new URL("../../../", import.meta.url))

for (const name of ["README.md", "README.zh-CN.md"]) {
  const text = readFileSync(join(root, name), "utf8")

  test(`${name}: every link within the repository leads somewhere`, () => {
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link ?? "")
    assert.ok(links.length > 5)
    for (const link of links) assert.ok(/^https?:/.test(link) || existsSync(join(root, link)), link)
  })

  test(`${name}: every TypeScript example compiles`, (t) => {
    const folder = mkdtempSync(join(dirname(fileURLToPath(import.meta.url)), "readme-"))
    t.after(() => {
      rmSync(folder, { recursive: true })
    })
    const examples = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? "")
    assert.ok(examples.length > 0)
    const files = examples.map((code, at) => {
      const file = join(folder, `example-${at}.ts`)
      writeFileSync(file, code)
      return file
    })
    const { config } = ts.readConfigFile(join(root, "tsconfig.base.json"), (path) =>
      ts.sys.readFile(path),
    ) as {
      config: { compilerOptions: unknown }
    }
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
    const program = ts.createProgram(files, {
      ...options,
      composite: false,
      noEmit: true,
      rewriteRelativeImportExtensions: false,
      allowImportingTsExtensions: true,
    })
    const faults = files.flatMap((file) =>
      ts.getPreEmitDiagnostics(program, program.getSourceFile(file)),
    )
    assert.deepEqual(
      faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
      [],
    )
  })
}
