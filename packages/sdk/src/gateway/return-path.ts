/**
 * The page to come back to after login: a path on the portal's own origin, else the front page. A
 * full address, `//host` (also hidden as `/..//host`), a backslash or a control character is not one.
 */
export function returnPath(value: string | null, origin: string): string {
  if (value === null || !/^\/[^\\\p{Cc}]*$/u.test(value)) return "/"
  const { pathname, search, hash } = new URL(origin + value)
  return pathname.startsWith("//") ? "/" : pathname + search + hash
}

/** The page shows the fault in the login element; nothing but the code travels. */
export const withFault = (path: string, code: string): string =>
  `${path.split("#")[0] ?? "/"}#tongban-login=${code}`
