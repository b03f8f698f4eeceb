/**
 * The page to come back to after login: a path on the portal's own origin, else the front page. A
 * full address, `//host`, a backslash or a control character is not a path.
 */
export function returnPath(value: string | null, origin: string): string {
  if (value === null || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(value)) return "/"
  const url = new URL(value, origin)
  return url.origin === origin ? url.pathname + url.search + url.hash : "/"
}
