/** The elements' classic file, with its digest as entity tag. */
export async function scriptRoute(script: Uint8Array): Promise<(request: Request) => Response> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(script))
  const hex = Array.from(new Uint8Array(digest).slice(0, 12), (byte) =>
    byte.toString(16).padStart(2, "0"),
  )
  const etag = `"${hex.join("")}"`
  const headers = { etag, "cache-control": "no-cache", "x-content-type-options": "nosniff" }
  return (request) =>
    request.headers.get("if-none-match") === etag
      ? new Response(null, { status: 304, headers })
      : new Response(new Uint8Array(script), {
          headers: { ...headers, "content-type": "text/javascript; charset=utf-8" },
        })
}
