import * as z from "zod/mini"

/** A text of a setting, with its rule in words. */
export const text = (longest: number) =>
  z
    .string({ error: "must be a text" })
    .check(
      z.minLength(1, { error: "must not be empty" }),
      z.maxLength(longest, { error: `must have at most ${longest} characters` }),
    )

export const Path = text(4096)
export const Column = text(128)

export const whole = (least: number, most: number) =>
  z
    .int({ error: "must be a whole number" })
    .check(
      z.minimum(least, { error: `must be at least ${least}` }),
      z.maximum(most, { error: `must be at most ${most}` }),
    )

/** Tickets name the hub by its origin, to the letter. Plain http is for loopback only (protocol §2). */
export const HubOrigin = z.string({ error: "must be a text" }).check(
  z.refine(isSafeOrigin, {
    error:
      "must be an https origin without a path, such as https://hub.example.gov.cn; plain http is for this machine's own loopback only",
  }),
)

function isSafeOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { origin, protocol, hostname } = new URL(value)
  const loopback = ["localhost", "[::1]"].includes(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname)
  return origin === value && (protocol === "https:" || (protocol === "http:" && loopback))
}
