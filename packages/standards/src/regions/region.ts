import { checkRegionCode } from "../identifiers/region-code.ts"
import { isHeading, listedRegion } from "./listed.ts"
import type { ListedRegion } from "./listed.ts"

/**
 * The city that a region's code lies in, or the province where there is no city between: 省级、地级行政区划
 * of GB/T 2260, from the end of 1980 to today. Counties and what is below are not looked up.
 *
 * Lists are dated, and what lies between two of them is not known: in such days the old and the new
 * are both answered.
 *
 * @param code - 6, 9 or 12 digits
 * @param on - the legal day in Asia/Shanghai, `YYYY-MM-DD`, whose name and code are asked for; without
 *   it, whenever the code was in use, by its newest name
 * @returns undefined for what was not in use on that day, is in no list, or is no region's code
 */
export function regionOf(code: string, { on }: { on?: string } = {}): ListedRegion | undefined {
  const region = checkRegionCode(code).ok ? everListed(code) : undefined
  if (region === undefined || on === undefined) return region
  return useOn(region, on) === "inUse" ? { ...region, name: nameOn(region, on) } : undefined
}

/** As `regionOf`, of a code of 6 digits or more, whenever it was in use. */
export function everListed(code: string): ListedRegion | undefined {
  const city = code.slice(0, 4)
  return listedRegion(isHeading(city) ? `${city.slice(0, 2)}0000` : `${city}00`)
}

/** Whether a day lies before a code was in use, or after; the days that nobody knows count as use. */
export function useOn(region: ListedRegion, on: string): "notYet" | "inUse" | "ended" {
  const { validFrom, validUntil } = region
  if (validFrom !== undefined && on <= validFrom.after) return "notYet"
  return validUntil !== undefined && on >= validUntil.by ? "ended" : "inUse"
}

const nameOn = ({ name, formerNames = [] }: ListedRegion, on: string): ListedRegion["name"] =>
  formerNames.find(({ until }) => on < until.by)?.name ?? name
