/** What stands where the script would: whoever reads it can mend it. */
const missing = `createGateway was given no script, so there is none to serve. Give it the elements' classic file:
  script: readFileSync(fileURLToPath(import.meta.resolve("@tongban/elements/tongban.js")))
`

/** The answer of a gateway that was given no script. */
export const noScript = (): Response =>
  new Response(missing, {
    status: 404,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  })

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
