import assert from "node:assert/strict"
import { globSync, readFileSync } from "node:fs"
import { test } from "node:test"
import { fileURLToPath } from "node:url"
import { checkSync } from "recheck"
import * as ts from "typescript"

const source = fileURLToPath(new URL("../src", import.meta.url))

/** Every regular expression literal of the package: `file:line`, its pattern and flags. */
const expressions = globSync("**/*.ts", { cwd: source }).flatMap((file) => {
  const tree = ts.createSourceFile(
    file,
    readFileSync(`${source}/${file}`, "utf8"),
    ts.ScriptTarget.Latest,
    true,
  )
  const found: { place: string; pattern: string; flags: string }[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/")
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart())
      found.push({
        place: `${file}:${line + 1}`,
        pattern: node.text.slice(1, end),
        flags: node.text.slice(end + 1),
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
})

test("no regular expression of the package can be made slow", () => {
  assert.ok(expressions.length > 0)
  const slow = expressions.filter(
    ({ pattern, flags }) => checkSync(pattern, flags).status !== "safe",
  )
  assert.deepEqual(
    slow.map(({ place }) => place),
    [],
  )
})

test("an expression that can be made slow is noticed", () => {
  assert.equal(checkSync("^(a+)+$", "").status, "vulnerable")
})
