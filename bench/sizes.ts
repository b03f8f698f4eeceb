import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import type { Counted } from "./frame.ts"

/** 1 KB = 1,024 bytes, as the field's figures in the design are. */
const budgets = [
  { what: "login alone", file: "tongban-login.js", kb: 10 },
  { what: "picker shell", file: "tongban-material-picker.js", kb: 12 },
  { what: "case status alone", file: "tongban-case-status.js", kb: 16 },
  { what: "everything in one classic file", file: "tongban.js", kb: 24 },
]

const gzipped = (file: string): number =>
  gzipSync(readFileSync(new URL(`../packages/elements/dist/${file}`, import.meta.url)), {
    level: 9,
  }).length

/** The built elements as they travel, Lit included (design §9). */
export const sizes: Counted = {
  kind: "counted",
  about: "the built elements, gzip, beside the budgets of the design",
  unit: "bytes",
  count: () =>
    Promise.resolve(
      budgets.map(({ what, file, kb }) => ({
        what,
        candidate: gzipped(file),
        reference: kb * 1024,
      })),
    ),
}
