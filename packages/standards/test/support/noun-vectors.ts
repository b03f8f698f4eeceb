import { readFileSync } from "node:fs"

interface NounVectors {
  good: unknown[]
  bad: { why: string; at: string; patch: unknown; beyondJsonSchema?: true }[]
}

const file = new URL("../../vectors/nouns.json", import.meta.url)

/** Good and bad values of each noun. */
export const nounVectors = (
  JSON.parse(readFileSync(file, "utf8")) as { nouns: Record<string, NounVectors> }
).nouns
