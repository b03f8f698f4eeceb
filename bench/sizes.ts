import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import type { Counted } from "./frame.ts"
import { bundled } from "./support/bundled.ts"

/** 1 KB = 1,024 bytes, as the field's figures in the design are. */
const budgets = [
  { what: "login alone", file: "tongban-login.js", kb: 10 },
  { what: "picker shell", file: "tongban-material-picker.js", kb: 12 },
  { what: "case status alone", file: "tongban-case-status.js", kb: 16 },
  { what: "everything in one classic file", file: "tongban.js", kb: 24 },
]

const built = (file: string): Uint8Array =>
  readFileSync(new URL(`../packages/elements/dist/${file}`, import.meta.url))

const gzipped = (bytes: Uint8Array): number => gzipSync(bytes, { level: 9 }).length

/** What a page of somebody else's carries that checks cases, papers and grants; zod included. */
const schemas = { what: "the schemas of case, material and grant", kb: 12 }

/** A page's client of the hub, with ky and the schemas of what it asks. */
const core = { what: "the SDK's core", kb: 24 }

/** The built elements as they travel, Lit included (design §9), the SDK, and the schemas that a page may check by. */
export const sizes: Counted = {
  kind: "counted",
  about: "the built elements, the SDK and the schemas, gzip, beside the budgets of the design",
  unit: "bytes",
  async count() {
    const client = await bundled("export { createClient } from '@tongban/sdk'")
    const bundle = await bundled("export { Case, Grant, Material } from '@tongban/standards'")
    return [
      ...budgets.map(({ what, file, kb }) => ({
        what,
        candidate: gzipped(built(file)),
        reference: kb * 1024,
      })),
      { what: core.what, candidate: gzipped(client), reference: core.kb * 1024 },
      { what: schemas.what, candidate: gzipped(bundle), reference: schemas.kb * 1024 },
    ]
  },
}
