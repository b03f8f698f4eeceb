import assert from "node:assert/strict"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { suite, test } from "node:test"
import { fileURLToPath } from "node:url"
import { readConfig } from "../src/config.ts"
import { BridgeFault } from "../src/fault.ts"

const guides = fileURLToPath(new URL("../../../docs/guides", import.meta.url))
const configurations = readdirSync(guides).flatMap((guide) =>
  [...readFileSync(join(guides, guide), "utf8").matchAll(/^```json\n([\s\S]*?)^```/gm)].map(
    ([, json = ""]) => ({ guide, json }),
  ),
)

suite("a bridge is configured as the guides say", () => {
  for (const { guide, json } of configurations)
    test(`${guide}: only its files are missing`, (t) => {
      const folder = mkdtempSync(join(tmpdir(), "tongban-guide-"))
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
          assert.deepEqual(
            faults.filter((fault) => !fault.endsWith("is not there; make it, or name another one")),
            [],
          )
          return faults.length > 0
        },
      )
    })
})
