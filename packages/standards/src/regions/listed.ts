// The data alone: the package's own functions are CommonJS and know one list at a time.
import list from "gb2260/lib/201607.json" with { type: "json" }
import type { Words } from "../nouns/values.ts"
import { listChanges } from "./changes.ts"
import type { ListedBetween } from "./changes.ts"

/** A province or city (省级、地级行政区划), and when its code was in use. */
export interface ListedRegion {
  /** 6 digits, of which the last 2 (a city) or 4 (a province) are 0. */
  code: string
  /** In Chinese only: the lists have no other name. */
  name: Words
  level: "province" | "city"
  /** Names that it had before, oldest first, and between which lists each ended. */
  formerNames?: { name: Words; until: ListedBetween }[]
  /** Between which lists it began; absent where the list of 1980-12-31, the oldest, has it. */
  validFrom?: ListedBetween
  /** Between which lists it ended; absent where it is in use. */
  validUntil?: ListedBetween
}

/** Every province and city of the lists from 1980 to today, by code: those in use, and those of before. */
export const listedRegions = (): readonly ListedRegion[] =>
  [...regionsByCode().values()].sort((a, b) => (a.code < b.code ? -1 : 1))

/** A region by its code of 6 digits that ends in 00, whenever it was in use. */
export const listedRegion = (code: string): ListedRegion | undefined => regionsByCode().get(code)

/**
 * Whether 4 digits are a heading of the lists and no place: 市辖区, 县 and 市 of a municipality, and
 * 省直辖县级行政区划.
 */
export const isHeading = (four: string): boolean => /^(..90|(11|12|31|50)0[123])$/.test(four)

const known = new Map<string, ListedRegion>()

/** Read when the first one is asked for: the list of July 2016, and what others say differently. */
function regionsByCode(): ReadonlyMap<string, ListedRegion> {
  if (known.size > 0) return known
  for (const [code, name] of Object.entries(list))
    if (code.endsWith("00") && !isHeading(code.slice(0, 4))) regionWith(code, name)
  for (const { begun = "", ended = "", renamed = "", after, by } of listChanges) {
    const between = { after, by }
    for (const [code, name] of codesIn(begun)) regionWith(code, name).validFrom = between
    for (const [code, name] of codesIn(ended)) regionWith(code, name).validUntil = between
    for (const [code, zh] of codesIn(renamed))
      (regionWith(code, "").formerNames ??= []).push({ name: { zh }, until: between })
  }
  return known
}

/** The region of a code, which has this name where no list has named it yet. */
function regionWith(code: string, name: string): ListedRegion {
  const level = code.endsWith("0000") ? "province" : "city"
  const region = known.get(code) ?? { code, name: { zh: name }, level }
  if (region.name.zh === "") region.name.zh = name
  known.set(code, region)
  return region
}

const codesIn = (row: string): [code: string, name: string][] =>
  Array.from(row.matchAll(/(\d{6})(?: (\p{Script=Han}+))?/gu), ([, code = "", name = ""]) => [
    code,
    name,
  ])
