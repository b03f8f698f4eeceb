import { checkUnifiedSocialCreditCode } from "../identifiers/credit-code.ts"
import { checkForeignPermanentResidentNumber } from "../identifiers/foreign-resident.ts"
import { checkItemCode } from "../identifiers/item-code.ts"
import type { Checked, Refusal } from "../identifiers/refusal.ts"
import { checkRegionCode } from "../identifiers/region-code.ts"
import { checkFormerResidentIdNumber, checkResidentIdNumber } from "../identifiers/resident-id.ts"
import type { ListedRegion } from "./listed.ts"
import { everListed, useOn } from "./region.ts"

/** An identifier that has a region's code in it, by the name of its schema. */
export type AreaIdentifier =
  | "RegionCode"
  | "ResidentIdNumber"
  | "FormerResidentIdNumber"
  | "ForeignPermanentResidentNumber"
  | "UnifiedSocialCreditCode"
  | "ItemCode"

/** What is odd about a region's code within an identifier. Nobody is refused for it. */
export interface AreaWarning {
  /**
   * `areaUnknown`: in no list of provinces and cities. `areaEnded`, `areaNotYet`: not in use on the day,
   * no longer or not yet.
   */
  warning: "areaUnknown" | "areaEnded" | "areaNotYet"
  /** Where it stands, counted from 1. */
  at: number
  /** The 6 digits that were looked for. */
  code: string
  /** What the code was, or became. */
  region?: ListedRegion
}

/** The regions' codes of an identifier that passes its check, or why it does not pass. */
export type AreasChecked =
  | {
      ok: true
      /** The province or city of each that is known, in their order. */
      regions: ListedRegion[]
      warnings: AreaWarning[]
    }
  | Refusal

/** Where an identifier has a region's code. */
interface Area {
  /** From which place on, counted from 0, and how many digits. */
  from: number
  digits: 2 | 6
  /** Codes that stand there and are of no region. */
  beside: readonly string[]
  /** Whether it must be in use on the day; else it is as old as the identifier, and any list will do. */
  inUse: boolean
}

/** What an identifier is checked by, and where its areas are. */
interface AreaHolder {
  check(value: unknown, on: string): Checked
  areas: readonly Area[]
}

/** 登记管理机关行政区划码, GB 32100-2015: 100000 where a national body registers. */
const registrar: Area = { from: 2, digits: 6, beside: ["100000"], inUse: false }

const holders: Readonly<Record<AreaIdentifier, AreaHolder>> = {
  RegionCode: {
    check: checkRegionCode,
    areas: [{ from: 0, digits: 6, beside: [], inUse: true }],
  },
  ResidentIdNumber: {
    check: checkResidentIdNumber,
    // The area of the first registration. 830000 is that of 台湾居民居住证, 710000 is no holder's.
    areas: [{ from: 0, digits: 6, beside: ["830000"], inUse: false }],
  },
  FormerResidentIdNumber: {
    check: checkFormerResidentIdNumber,
    areas: [{ from: 0, digits: 6, beside: [], inUse: false }],
  },
  // The province that accepted the application; the split is read from the public specimen.
  ForeignPermanentResidentNumber: {
    check: checkForeignPermanentResidentNumber,
    areas: [{ from: 1, digits: 2, beside: [], inUse: false }],
  },
  UnifiedSocialCreditCode: { check: checkUnifiedSocialCreditCode, areas: [registrar] },
  // The basic code begins with the province's two digits, 00 for national items [unconfirmed].
  ItemCode: {
    check: checkItemCode,
    areas: [registrar, { from: 19, digits: 2, beside: ["000000"], inUse: false }],
  },
}

/**
 * Checks an identifier, and looks up the province or city of each region's code in it. An unknown code is
 * a warning and never a refusal: lists end, and regions go on changing. Counties are not looked up.
 *
 * @param on - the legal day in Asia/Shanghai, `YYYY-MM-DD`: a region's code must be in use on it; the area
 *   within a number may be one of before
 */
export function checkAreas(identifier: AreaIdentifier, value: unknown, on: string): AreasChecked {
  if (typeof value !== "string") return { ok: false, rule: "text" }
  const { check, areas } = holders[identifier]
  const checked = check(value, on)
  if (!checked.ok) return checked
  const found = areas.flatMap((area) => lookUp(area, value, on) ?? [])
  return {
    ok: true,
    regions: found.flatMap(({ region }) => region ?? []),
    warnings: found.flatMap(({ warning }) => warning ?? []),
  }
}

/** What an area is, and what is odd about it; nothing where it stands for no region. */
function lookUp(
  { from, digits, beside, inUse }: Area,
  value: string,
  on: string,
): { region?: ListedRegion; warning?: AreaWarning } | undefined {
  const code = value.slice(from, from + digits).padEnd(6, "0")
  if (beside.includes(code)) return undefined
  const region = everListed(code)
  if (region === undefined) return { warning: { warning: "areaUnknown", at: from + 1, code } }
  const odd = inUse ? oddUse[useOn(region, on)] : undefined
  return { region, ...(odd && { warning: { warning: odd, at: from + 1, code, region } }) }
}

const oddUse = { notYet: "areaNotYet", inUse: undefined, ended: "areaEnded" } as const
