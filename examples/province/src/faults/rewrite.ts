import { readFileSync } from "node:fs"
import { writeSecret } from "../keys.ts"

export type Settings = Record<string, unknown>

/** Changes a settings file. @returns what puts back the text that stood there */
export function rewrite(file: string, change: (settings: Settings) => Settings): () => void {
  const before = readFileSync(file, "utf8")
  writeSecret(file, change(JSON.parse(before) as Settings))
  return () => {
    writeSecret(file, before)
  }
}
