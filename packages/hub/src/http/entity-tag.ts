import { hash } from "node:crypto"
import { Problem } from "./problem.ts"

/**
 * The strong tag of an answer (RFC 9110 8.8.3): the version of what it shows, where that has one, and a digest of
 * all that it says. What is due "in three days" says something else tomorrow without having changed.
 */
export function entityTag(answer: unknown, payload: string): string {
  const { version } = answer as { version?: number }
  const digest = hash("sha256", payload, "base64url").slice(0, 22)
  return version === undefined ? `"${digest}"` : `"${version}-${digest}"`
}

/** Whether `If-None-Match` names the tag. Read weakly, as RFC 9110 13.1.2 says. */
export const isKnown = (header: string | undefined, tag: string): boolean =>
  header !== undefined && (header.trim() === "*" || tagsIn(header).includes(tag))

/**
 * Whether `If-Match` names a version. Of a tag only the version counts: that a day has passed is no change. So one
 * that a compressing proxy has made weak is as good.
 *
 * @throws {Problem} `invalid_request` where it is none
 */
export function namesVersion(header: string, version: number): boolean {
  if (header.trim() === "*") return true
  const tags = tagsIn(header)
  if (!tags.every((tag) => /^"[^"]+"$/.test(tag)))
    throw new Problem("invalid_request", {
      faults: [{ place: "headers.if-match", rule: "entity_tag", expected: '"…"' }],
    })
  return tags.some((tag) => tag.startsWith(`"${version}-`))
}

const tagsIn = (header: string): string[] =>
  header.split(",").map((tag) => tag.trim().replace(/^W\//, ""))
