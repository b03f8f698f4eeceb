import Papa from "papaparse"
import type { DropConfig } from "./settings.ts"
import type { Fault } from "./fault.ts"

/** A row of an export: its cells by heading, without the spaces around them. */
export interface ExportRow {
  /** As a table program counts: the heading is row 1. */
  row: number
  cells: ReadonlyMap<string, string>
}

/** What stands in an export. */
export interface Export {
  rows: ExportRow[]
  /** The rows whose cells do not fit the heading. */
  faults: Fault[]
}

/** Reads an export whole, or says why not: none is read by half. */
export function readExport(bytes: Uint8Array, drop: DropConfig["drop"]): Export | Fault {
  const { encoding, mostRows } = drop
  const text = decode(bytes, encoding)
  if (text === undefined) return { code: "undecodable", params: { encoding } }
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: "," })
  const broken = errors.find(({ type }) => type === "Quotes")
  if (broken !== undefined) return { code: "quotes", row: (broken.row ?? 0) + 1 }
  if (data.length - 1 > mostRows) return { code: "tooMany", params: { most: String(mostRows) } }
  const [first = [], ...rest] = data
  const headings = first.map((heading) => heading.normalize("NFKC").trim())
  return headingFault(headings, drop) ?? rowsOf(rest, headings)
}

/** A byte order mark goes; a NUL is what a file has where its bytes have not come yet. */
function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes("\0") ? undefined : text.replace(/^\uFEFF/, "")
  } catch {
    // Not of this encoding: the caller says so, with the file's name.
    return undefined
  }
}

function headingFault(headings: readonly string[], drop: DropConfig["drop"]): Fault | undefined {
  const { columns, states } = drop
  const days = Object.values(states).map(({ effectiveOn }) => effectiveOn)
  for (const column of new Set([...Object.values(columns), ...days])) {
    if (column === undefined) continue
    const times = headings.filter((heading) => heading === column).length
    if (times !== 1) return { code: times === 0 ? "columnMissing" : "columnTwice", column, row: 1 }
  }
  return undefined
}

function rowsOf(rest: readonly string[][], headings: readonly string[]): Export {
  const rows: ExportRow[] = []
  const faults: Fault[] = []
  for (const [at, line] of rest.entries()) {
    const row = at + 2
    if (line.every((cell) => cell.trim() === "")) continue
    if (line.length !== headings.length) faults.push({ code: "cells", row })
    else {
      const cells = line.map((cell, place) => [headings[place] ?? "", cell.trim()] as const)
      rows.push({ row, cells: new Map(cells) })
    }
  }
  return { rows, faults }
}
