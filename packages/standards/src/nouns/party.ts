import * as z from "zod/mini"
import { list, someOf, text } from "./bounds.ts"
import { AnyItemCode, Id, Instant, SchemeValue } from "./values.ts"

/**
 * How sure it is who somebody is (实名/可信等级): 0 none, 1 form of the data checked, 2 two elements
 * checked, 3 live person, 4 certificate or counter. The level of the source is kept beside it.
 */
export const Assurance = z.object({
  level: z.int().check(z.minimum(0), z.maximum(4)),
  /** The scheme of the source's own level, and that level. */
  scheme: text(60),
  value: text(60),
  /** When they logged in. */
  authTime: z.optional(Instant),
  /** How, by the names of RFC 8176. */
  amr: z.optional(list(text(40), 10)),
})
export type Assurance = z.infer<typeof Assurance>

/** A natural person (自然人) as one department knows them: by a pairwise subject, never an ID number. */
export const Person = z.object({
  /** Another department knows the same person by another one. */
  subject: Id,
  /** The name with its first character hidden: `*秋月`. */
  maskedName: text(60),
  assurance: Assurance,
})
export type Person = z.infer<typeof Person>

/** A legal person or another organisation (法人/其他组织). */
export const Organization = z.object({
  /** Unified social credit code (GB 32100-2015) and older codes, each with its scheme. */
  codes: someOf(SchemeValue, 10),
  /** 机构名称, at most 200 characters. */
  name: text(200),
})
export type Organization = z.infer<typeof Organization>

/** What shows that somebody may act for another (授权依据), protocol §5. */
export const Authority = z.object({
  kind: text(60),
  /** Where its evidence lies; never the evidence. */
  evidenceRef: text(200),
  /** The items that it is good for; none means all. */
  scopeItems: list(AnyItemCode, 100),
  verifiedBy: text(100),
  verifiedAt: Instant,
  validUntil: z.optional(Instant),
})
export type Authority = z.infer<typeof Authority>

const capacitiesForAnother = ["guardian", "legalRepresentative", "agent"] as const

/** In which capacity somebody decides (身份): for themselves, or for another. */
export const Capacity = z.enum(["self", ...capacitiesForAnother])
export type Capacity = z.infer<typeof Capacity>

/** Acting for an organisation or another person (代办/经办). */
export const ActingFor = z
  .object({
    capacity: z.enum(capacitiesForAnother),
    organization: z.optional(Organization),
    person: z.optional(Person),
    authority: Authority,
  })
  .check(
    z.refine(
      ({ organization, person }) => (organization === undefined) !== (person === undefined),
      {
        error: "names an organisation or a person, and not both",
      },
    ),
  )
export type ActingFor = z.infer<typeof ActingFor>
