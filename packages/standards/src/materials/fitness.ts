import type { Requirement } from "../nouns/item.ts"
import type { TrustGrade } from "../nouns/paper.ts"
import type { SchemeValue } from "../nouns/values.ts"

/** What the rules look at in a requirement. */
export type AskedFacts = Pick<
  Requirement,
  "licenceType" | "alsoFits" | "acceptedGrades" | "issuedBy" | "issuedWithin" | "form"
>

/** What the rules look at in a held paper. */
export interface HeldFacts {
  /**
   * 持证主体: whether the holder is the applicant or whom they act for. Whoever holds the numbers compares
   * them; none comes here. The scheme is GB/T 36903's (持证主体代码类型): 111 a resident, 001 an organisation.
   */
  holder: { scheme: string; matches: boolean }
  licenceType: string
  grade: TrustGrade
  status: "ISSUED" | "ABOLISHED"
  /** That its owner revoked it: on which day, and why (`revocationReasons`). */
  revoked?: { on: string; reason: string }
  /** `YYYY-MM-DD`; without it, valid from the day of issue. */
  validFrom?: string
  /** `YYYY-MM-DD`, the last valid day; without it, valid for good. */
  validTo?: string
  /** `YYYY-MM-DD`; without it nobody has issued it, as an upload. */
  issuedOn?: string
  /** The issuing body by its codes, and its region (GB/T 2260), where the record says them. */
  issuer?: { codes: readonly SchemeValue[]; region?: string }
  /** As it is held: 纸质 | 电子化. */
  form: "paper" | "electronic"
}

/** Why a paper does not fit. */
export interface UnfitReason {
  rule:
    | "holder"
    | "type"
    | "abolished"
    | "notYetValid"
    | "expired"
    | "tooOld"
    | "grade"
    | "issuer"
    | "issuerUnknown"
    | "form"
  params: Record<string, string>
}

/** Whether a paper fits a requirement, and if not, every reason. */
export type MaterialFitness = { fits: true } | { fits: false; reasons: readonly UnfitReason[] }

interface Rule {
  rule: UnfitReason["rule"]
  broken(asked: AskedFacts, held: HeldFacts, day: string): Record<string, string> | undefined
}

/**
 * Grades by 国办函〔2016〕108号; holder, status and validity as the licence's metadata say (GB/T 36903-2018);
 * issuer and day of issue as GB/T 39046-2020 table 4 asks for them (出具机构, 出具时间要求); the form by
 * the item's 材料形式.
 */
const rules: readonly Rule[] = [
  {
    rule: "holder",
    broken: (_, { holder }) => (holder.matches ? undefined : { scheme: holder.scheme }),
  },
  {
    rule: "type",
    broken: (asked, held) =>
      asked.licenceType === undefined || fittingTypes(asked).includes(held.licenceType)
        ? undefined
        : {},
  },
  {
    rule: "abolished",
    broken: (_, { status, revoked }) => (status === "ABOLISHED" ? { ...revoked } : undefined),
  },
  {
    rule: "notYetValid",
    broken: (_, { validFrom }, day) =>
      validFrom !== undefined && validFrom > day ? { from: validFrom } : undefined,
  },
  {
    rule: "expired",
    broken: (_, { validTo }, day) =>
      validTo !== undefined && validTo < day ? { on: validTo } : undefined,
  },
  {
    rule: "tooOld",
    broken({ issuedWithin }, { issuedOn }, day) {
      if (issuedWithin === undefined || issuedOn === undefined) return undefined
      const since = earliestDay(issuedWithin, day)
      return issuedOn < since ? { on: issuedOn, since } : undefined
    },
  },
  {
    rule: "grade",
    broken: ({ acceptedGrades }, { grade }) =>
      acceptedGrades.includes(grade) ? undefined : { grade },
  },
  {
    rule: "issuer",
    broken: ({ issuedBy }, { issuer }) =>
      issuedBy === undefined || issuer === undefined || isIssuedBy(issuedBy, issuer)
        ? undefined
        : {},
  },
  {
    rule: "issuerUnknown",
    broken: ({ issuedBy }, { issuer, grade }) =>
      issuedBy !== undefined && issuer === undefined && isRegistered(grade) ? {} : undefined,
  },
  {
    rule: "form",
    broken: ({ form = "either" }, held) =>
      form === "either" || form === held.form ? undefined : { form },
  },
]

/**
 * Whether a held paper fits a requirement on a day, and where not, every reason.
 *
 * @param day - the legal day, `YYYY-MM-DD` in Asia/Shanghai; the last day of validity still counts
 */
export function materialFitness(asked: AskedFacts, held: HeldFacts, day: string): MaterialFitness {
  const reasons = rules.flatMap(({ rule, broken }) => {
    const params = broken(asked, held, day)
    return params === undefined ? [] : [{ rule, params }]
  })
  return reasons.length === 0 ? { fits: true } : { fits: false, reasons }
}

/** The licence types (证照类型代码) that fit a requirement; empty where it names none and any fits. */
export const fittingTypes = ({
  licenceType,
  alsoFits = [],
}: Pick<Requirement, "licenceType" | "alsoFits">): string[] =>
  licenceType === undefined ? [] : [licenceType, ...alsoFits.map((other) => other.licenceType)]

/** Which fields of a held paper a requirement uses; none means the whole paper, as of an upload. */
export const fieldsUsed = (
  { fields }: Pick<Requirement, "fields">,
  held: { fields: readonly string[] },
): string[] => fields.filter((field) => held.fields.includes(field))

/** Of what is uploaded or self-made nobody registered an issuer: the counter looks at the original. */
const isRegistered = (grade: TrustGrade): boolean => grade === "A" || grade === "B"

function isIssuedBy(
  { codes = [], regions = [] }: NonNullable<Requirement["issuedBy"]>,
  issuer: NonNullable<HeldFacts["issuer"]>,
): boolean {
  const byCode = codes.some(({ scheme, value }) =>
    issuer.codes.some((each) => each.scheme === scheme && each.value === value),
  )
  return byCode || regions.some((region) => issuer.region?.startsWith(stemOf(region)) === true)
}

/** What the codes of a region and of all in it begin with: 370000 → 37, 370600 → 3706 (GB/T 2260). */
const stemOf = (region: string): string => region.replace(/(00){1,2}$/, "")

/** The first day of issue that is not too long ago; `day` less n months stays in the month it falls in. */
function earliestDay(
  { count, unit }: NonNullable<Requirement["issuedWithin"]>,
  day: string,
): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (unit === "day") date.setUTCDate(date.getUTCDate() - count)
  else {
    const asked = date.getUTCDate()
    date.setUTCMonth(date.getUTCMonth() - count)
    // 31 March less one month would run on into March: its last day instead.
    if (date.getUTCDate() !== asked) date.setUTCDate(0)
  }
  return date.toISOString().slice(0, 10)
}
