import type { ProblemCode } from "../problems/catalogue.ts"
import type { Caller } from "./caller.ts"

/** What can be somebody's: each is found by an id, a number or a secret that a request or an answer names. */
export const objectKinds = [
  "department",
  "item",
  "party",
  "case",
  "caseNumber",
  "draft",
  "surface",
  "consent",
  "material",
  "ownerRef",
  "handle",
  "grant",
  "redemption",
  "login",
  "webhook",
  "event",
] as const
/** One of `objectKinds`. */
export type ObjectKind = (typeof objectKinds)[number]

/**
 * Whose an object is, as its caller sees it.
 *
 * - `own`: the person's, at this department; a client's: what came through this very client.
 * - `sameDepartment`: another person's; a client's: what came through another client of its department.
 * - `otherDepartment`: another department's, be it of the same person.
 *
 * What does not exist is the fourth: `none` of the reach.
 */
export const ownerships = ["own", "sameDepartment", "otherDepartment"] as const
/** One of `ownerships`. */
export type Ownership = (typeof ownerships)[number]

/**
 * What a caller gets of an object: it is `served`, or answered as if it were `absent`, which nobody can tell
 * from one that does not exist. A problem's code stands where a refusal tells more than that, on purpose.
 */
export type Sight = "served" | "absent" | ProblemCode

/** What one caller gets of objects, by whose they are. */
export type Sights = Readonly<Record<Ownership, Sight>>

/** A person's own. */
export const ownOnly = {
  own: "served",
  sameDepartment: "absent",
  otherDepartment: "absent",
} as const satisfies Sights

/** All of a department's. */
export const departmentOnly = {
  own: "served",
  sameDepartment: "served",
  otherDepartment: "absent",
} as const satisfies Sights

/** Whoever knows the id: it shows nothing of anybody's. */
export const whoeverAsks = {
  own: "served",
  sameDepartment: "served",
  otherDepartment: "served",
} as const satisfies Sights

/** What one kind of object an operation reaches, and what each of its callers gets of it. */
export interface Reach {
  readonly object: ObjectKind
  /** Where the request names it (a list's first entry by `.0`); `answer`: a list that holds it or doesn't. */
  readonly at: `params.${string}` | `query.${string}` | `body.${string}` | "answer"
  /** How one that does not exist is answered: by a problem, or as one that is new. */
  readonly none: ProblemCode | "served"
  /** Every caller of the operation, and no other. */
  readonly sees: { readonly [C in Caller]?: Sights }
}
