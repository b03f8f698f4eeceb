import { readFileSync } from "node:fs"
import { suite, test } from "node:test"
import assert from "node:assert/strict"
import { parse } from "acorn"

const built = (file: string): string =>
  readFileSync(new URL(`../dist/${file}`, import.meta.url), "utf8")

suite("the built files", () => {
  for (const file of [
    "tongban-login.js",
    "tongban-material-picker.js",
    "tongban-case-status.js",
    "tongban.js",
  ]) {
    test(`${file} carries no zod and no ky`, () => {
      for (const mark of ["ZodMini", "ky.create", "HTTPError"])
        assert.ok(!built(file).includes(mark), mark)
    })
  }

  test("the classic file is a script of ES2017, the language of Chromium 78", () => {
    parse(built("tongban.js"), { ecmaVersion: 2017, sourceType: "script" })
  })
})
