import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { MaterialRegistration } from "@tongban/standards"

/** An invented paper: what its owner knows of it, and its text. */
export interface SamplePaper extends Omit<
  MaterialRegistration,
  "digest" | "size" | "mediaType" | "sensitive" | "fields"
> {
  /** The department that holds it and serves it. */
  owner: string
  fields: Record<string, string>
  /** Asked for by itself. */
  sensitive?: boolean
  text: string
}

export const dataFile = (name: string): string =>
  fileURLToPath(new URL(`../data/${name}`, import.meta.url))

const read = (name: string): unknown => JSON.parse(readFileSync(dataFile(name), "utf8"))

export const { departments } = read("departments.json") as { departments: unknown[] }
export const { items } = read("items.json") as { items: { code: string }[] }
export const { personas } = read("personas.json") as {
  personas: { key: string; name: string; en: string; about: { zh: string; en: string } }[]
}
export const { materials } = read("materials.json") as { materials: SamplePaper[] }

export const papersOf = (department: string): SamplePaper[] =>
  materials.filter(({ owner }) => owner === department)

/** The item of the modern portal: 公共场所卫生许可（新办）. */
export const hygieneLicence = "11370699XY0001154Y4370199002001"

/** The item that the story applies for: 食品经营许可（新办）. */
export const foodLicence = "11370699XY000011934370199001001"
