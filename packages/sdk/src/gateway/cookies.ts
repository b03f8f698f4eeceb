import { base64url, CompactEncrypt, compactDecrypt } from "jose"

/** A cookie above this is not set: some old proxies cut headers. */
const longest = 2048

const howToMake =
  "make one by node -p \"'k1:' + crypto.randomBytes(32).toString('base64url')\", and keep it as a secret"

export interface CookieSealer {
  /** Seals a value for this client and origin. @throws {RangeError} above 2 KB */
  seal(value: unknown): Promise<string>
  /** The value, or undefined where no key opens it or it was sealed for somebody else. */
  open(sealed: string): Promise<unknown>
}

/**
 * Seals cookies (JWE, `dir`, A256GCM), bound to a client and origin.
 *
 * @param keys - `kid:key,…`, each key 32 bytes in base64url; the first seals, all open
 * @throws {TypeError} where a key is missing or malformed
 */
export function cookieSealer(keys: string, clientId: string, origin: string): CookieSealer {
  const ring = readKeys(keys)
  const [first] = ring
  if (first === undefined)
    throw new TypeError(`the option cookieKeys holds no key: give it \`kid:key\`; ${howToMake}`)
  const bound = `${clientId} ${origin}`

  return {
    async seal(value) {
      const plaintext = new TextEncoder().encode(JSON.stringify({ for: bound, value }))
      const sealed = await new CompactEncrypt(plaintext)
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: first.kid })
        .encrypt(first.key)
      if (sealed.length > longest)
        throw new RangeError(
          `the session cookie would be ${sealed.length} bytes long, above ${longest}`,
        )
      return sealed
    },
    async open(sealed) {
      if (sealed.length > longest) return undefined
      try {
        const { plaintext } = await compactDecrypt(
          sealed,
          ({ kid }) => {
            const known = ring.find((each) => each.kid === kid)
            if (known === undefined) throw new Error("unknown key")
            return known.key
          },
          { keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] },
        )
        const content = JSON.parse(new TextDecoder().decode(plaintext)) as {
          for?: unknown
          value?: unknown
        }
        return content.for === bound ? content.value : undefined
      } catch {
        // A cookie that we cannot open is a cookie that nobody set: the key is gone, or it was forged.
        return undefined
      }
    },
  }
}

function readKeys(keys: string): { kid: string; key: Uint8Array }[] {
  return keys
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .map((each, at) => {
      const [kid = "", encoded = ""] = each.split(":")
      let key: Uint8Array
      try {
        key = base64url.decode(encoded)
      } catch {
        key = new Uint8Array()
      }
      if (kid === "" || key.length !== 32) {
        throw new TypeError(
          `key ${at + 1} of the option cookieKeys is not \`kid:key\` with 32 bytes in base64url; ${howToMake}`,
        )
      }
      return { kid, key }
    })
}

/** The first 8 hexadecimal digits of SHA-256(client id + origin): cookies of two portals on one host never meet. */
export async function cookieTag(clientId: string, origin: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(clientId + origin))
  return Array.from(new Uint8Array(digest).slice(0, 4), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("")
}

export const readCookie = (request: Request, name: string): string | undefined =>
  (request.headers.get("cookie") ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)

export const cookieNames = (request: Request): string[] =>
  (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim().split("=")[0] ?? "")

export interface CookieJar {
  set(name: string, value: string, maxAgeSeconds: number): string
  clear(name: string): string
}

/** HttpOnly, Path=/, SameSite=Lax; Secure on https (protocol §3). */
export function cookieJar(secure: boolean): CookieJar {
  const attributes = `; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`
  return {
    set: (name, value, maxAgeSeconds) => `${name}=${value}; Max-Age=${maxAgeSeconds}${attributes}`,
    clear: (name) => `${name}=; Max-Age=0${attributes}`,
  }
}
