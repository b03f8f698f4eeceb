import { mkdirSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import Papa from "papaparse"
import { wordsOf } from "./fault.ts"
import type { Aside } from "./memory.ts"

const headings = ["文件", "行", "编号", "栏目", "原因", "怎么改"]

/** Where the department's official reads what was set aside. */
export const quarantineFile = (stateFolder: string): string =>
  join(stateFolder, "quarantine", "set-aside.csv")

/**
 * Keeps the list of what was set aside, for a table program: place, rule, mend, and no value beside the
 * case number. It is written when it changes, whole or not at all.
 */
export function quarantineAt(file: string): (asides: readonly Aside[]) => void {
  let written: string | undefined
  return (asides) => {
    const text = textOf(asides)
    if (text === written) return
    mkdirSync(join(file, ".."), { recursive: true, mode: 0o700 })
    writeFileSync(`${file}.new`, text, { mode: 0o600 })
    renameSync(`${file}.new`, file)
    written = text
  }
}

function textOf(asides: readonly Aside[]): string {
  const rows = asides.map(({ file, row, localNumber, fault }) => {
    const at = row === 0 ? fault.row : row
    return [file, at ?? "", localNumber, fault.column ?? "", ...wordsOf(fault, "zh")]
  })
  // With its byte order mark and escaped: a table program shall neither guess the encoding nor compute.
  return `\uFEFF${Papa.unparse([headings, ...rows], { escapeFormulae: true })}\r\n`
}
