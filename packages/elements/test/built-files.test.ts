import { existsSync, readFileSync } from "node:fs"
import { suite, test } from "node:test"
import assert from "node:assert/strict"
import { parse } from "acorn"
import { tags } from "./support/tags.ts"

const built = (file: string): string =>
  readFileSync(new URL(`../dist/${file}`, import.meta.url), "utf8")

suite("the built files", () => {
  for (const file of [...tags.map((tag) => `${tag}.js`), "tongban.js"]) {
    test(`${file} carries no zod and no ky`, () => {
      for (const mark of ["ZodMini", "ky.create", "HTTPError"])
        assert.ok(!built(file).includes(mark), mark)
    })
  }

  test("the classic file is a script of ES2017, the language of Chromium 78", () => {
    parse(built("tongban.js"), { ecmaVersion: 2017, sourceType: "script" })
  })
})

const root = new URL("../../../", import.meta.url)

/** Where each element stands beside its own folder, and what it says there. */
const places: Record<string, (tag: string) => string> = {
  "packages/elements/src/index.ts": (tag) => `from "./${tag}/${tag}.ts"`,
  "packages/elements/src/classic.ts": (tag) => `import "./define/${tag}.ts"`,
  "bench/sizes.ts": (tag) => `file: "${tag}.js"`,
}

suite("each element is whole", () => {
  for (const tag of tags) {
    for (const [file, mark] of Object.entries(places))
      test(`${tag} stands in ${file}`, () => {
        const text = readFileSync(new URL(file, root), "utf8")
        assert.ok(text.includes(mark(tag)), `${file} lacks ${mark(tag)}`)
      })

    test(`${tag} has its states in stories/${tag}.stories.ts`, () => {
      assert.ok(existsSync(new URL(`stories/${tag}.stories.ts`, root)), "no such file")
    })
  }
})
