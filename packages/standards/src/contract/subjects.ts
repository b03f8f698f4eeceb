import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { departmentOnly } from "./reach.ts"
import { Party } from "../nouns/case-report.ts"
import { text } from "../nouns/bounds.ts"

/**
 * The subject of somebody whose identity number the department holds. The hub compares keyed hashes and keeps no
 * number. A subject is told only where its person has logged in at this very department (decision 54).
 */
export const resolveSubject = endpoint({
  id: "subjects.resolve",
  kind: "json",
  method: "POST",
  path: "/v1/subjects",
  summary: "Find the subject of a person by identity scheme and number.",
  callers: ["sync"],
  reach: [{ object: "party", at: "body.number", none: "served", sees: { sync: departmentOnly } }],
  body: Party,
  answer: z.object({
    /** The person's pairwise subject, as the department's portal knows it; absent where they have not been there. */
    subject: z.optional(text(100)),
  }),
  problems: [],
})
