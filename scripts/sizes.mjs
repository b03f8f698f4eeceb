// The size table (design §9): gzip bytes of the built files beside their budgets. Fails above one.
import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { parse } from "acorn"

const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "packages/elements/dist")

/** 1 KB = 1,024 bytes, as the field's figures in the design are. */
const budgets = [
  { what: "login alone", file: "tongban-login.js", kb: 10 },
  { what: "picker shell", file: "tongban-material-picker.js", kb: 12 },
  { what: "case status alone", file: "tongban-case-status.js", kb: 16 },
  { what: "everything in one classic file", file: "tongban.js", kb: 24 },
]

let faults = 0
console.log(`${"what".padEnd(34)}${"gzip".padStart(9)}${"budget".padStart(9)}`)
for (const { what, file, kb } of budgets) {
  const source = readFileSync(join(dist, file))
  const bytes = gzipSync(source, { level: 9 }).length
  const over = bytes > kb * 1024
  if (over) faults++
  console.log(
    `${what.padEnd(34)}${String(bytes).padStart(9)}${String(kb * 1024).padStart(9)}${over ? "  OVER" : ""}`,
  )
  for (const foreign of ["ZodMini", "ky.create", "HTTPError"]) {
    if (source.includes(foreign)) {
      faults++
      console.log(`  ${file} carries ${foreign}: elements have no zod and no ky`)
    }
  }
}

try {
  parse(readFileSync(join(dist, "tongban.js"), "utf8"), { ecmaVersion: 2017, sourceType: "script" })
  console.log("tongban.js parses as ES2017")
} catch (error) {
  faults++
  console.log(`tongban.js does not parse as ES2017: ${error.message}`)
}
process.exit(faults === 0 ? 0 : 1)
