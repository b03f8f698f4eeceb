import * as z from "zod/mini"
import { alphabet36, licenceCheck } from "./check-digits.ts"
import { digits, ok, outsider } from "./refusal.ts"
import type { Checked, Refusal } from "./refusal.ts"

/** GB/T 36904-2018. One vendor writes …3003.2, which is refused at its place. */
const root = "1.2.156.3005.2."
/** Longest identifier taken; the standard leaves the serial's length open. */
const longest = 128

/** The parts of a licence identifier (电子证照标识). */
export interface LicenceIdentifierParts {
  /** 证照类型代码, 21 characters: 18 of the body that defined the type, and 3. */
  type: string
  /** 颁发机构代码: a credit code of 18 characters; some places write a region code of 6 digits. */
  issuer: string
  /** 流水号, of digits and capital letters. */
  serial: string
  /** 版本号, 3 digits. */
  version: string
  /** 校验位. */
  check: string
}

/**
 * Reads an electronic licence's identifier (电子证照标识), GB/T 36904-2018:
 * `1.2.156.3005.2.` type `.` issuer `.` serial `.` version `.` check, at most 128 characters. The check
 * character is that of ISO 7064 MOD 37,36 over the parts without dots. Codes within are not checked by
 * themselves, as real ones are not all valid. Every single wrong character is noticed.
 *
 * @returns its parts, or the place and the rule that it breaks
 */
export function parseLicenceIdentifier(
  value: unknown,
): { ok: true; parts: LicenceIdentifierParts } | Refusal {
  if (typeof value !== "string") return { ok: false, rule: "text" }
  if (value.length > longest) return { ok: false, rule: "tooLong", expected: String(longest) }
  const stray = Array.from(root).findIndex((character, i) => value.charAt(i) !== character)
  if (stray >= 0) return { ok: false, rule: "root", at: stray + 1, expected: root.charAt(stray) }

  const parts = value.slice(root.length).split(".")
  if (parts.length !== 5) return { ok: false, rule: "parts", expected: "5" }
  const [type = "", issuer = "", serial = "", version = "", check = ""] = parts
  const rules = [
    { part: type, fits: type.length === 21, expected: "21", alphabet: alphabet36 },
    { part: issuer, fits: [6, 18].includes(issuer.length), expected: "18", alphabet: alphabet36 },
    { part: serial, fits: serial.length > 0, expected: "1", alphabet: alphabet36 },
    { part: version, fits: version.length === 3, expected: "3", alphabet: digits },
    { part: check, fits: check.length === 1, expected: "1", alphabet: alphabet36 },
  ]
  let at = root.length + 1
  for (const { part, fits, expected, alphabet } of rules) {
    if (!fits) return { ok: false, rule: "partLength", at, expected }
    const wrong = outsider(part, alphabet)
    if (wrong >= 0) return { ok: false, rule: "alphabet", at: at + wrong }
    at += part.length + 1
  }
  const expected = licenceCheck(type + issuer + serial + version)
  return check === expected
    ? { ok: true, parts: { type, issuer, serial, version, check } }
    : { ok: false, rule: "check", at: value.length, expected }
}

/** Checks an electronic licence's identifier, as `parseLicenceIdentifier` reads it. */
export function checkLicenceIdentifier(value: unknown): Checked {
  const parsed = parseLicenceIdentifier(value)
  return parsed.ok ? ok : parsed
}

/** An identifier that passes its check; `checkLicenceIdentifier` also says why not. */
export const LicenceIdentifier = z
  .string()
  .check(
    z.maxLength(longest),
    z.refine((value) => checkLicenceIdentifier(value).ok, {
      error: "is not a licence identifier (GB/T 36904-2018)",
    }),
  )
  .brand<"LicenceIdentifier">()
export type LicenceIdentifier = z.infer<typeof LicenceIdentifier>
