interface Cookie {
  name: string
  value: string
  path: string
}

/** A browser's cookies and redirects, without the browser. */
export class Jar {
  /** By host, then by name and path. */
  readonly #cookies = new Map<string, Map<string, Cookie>>()

  /** Fetches with this jar's cookies, and follows redirects as a navigation would. */
  async visit(address: string, init: RequestInit = {}): Promise<{ url: URL; response: Response }> {
    let url = new URL(address)
    let options = init
    for (let hops = 0; hops < 10; hops++) {
      const response = await this.fetch(url, { ...options, redirect: "manual" })
      const location = response.headers.get("location")
      if (location === null) return { url, response }
      url = new URL(location, url)
      options = {}
    }
    throw new Error("too many redirects")
  }

  async fetch(url: URL, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    const cookies = this.header(url)
    if (cookies !== "") headers.set("cookie", cookies)
    const response = await fetch(url, { ...init, headers })
    const own = this.#of(url)
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";")
      const at = pair.indexOf("=")
      const name = pair.slice(0, at)
      const path = attributes.map((each) => /^\s*path=(.*)$/i.exec(each)?.[1]).find(Boolean) ?? "/"
      const key = `${name} ${path}`
      if (attributes.some((each) => /^\s*(max-age=0|expires=.* 1970)/i.test(each))) own.delete(key)
      else own.set(key, { name, value: pair.slice(at + 1), path })
    }
    return response
  }

  /** The Cookie header for an address. */
  header(url: URL): string {
    return [...this.#of(url).values()]
      .filter(({ path }) => url.pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ")
  }

  #of({ host }: URL): Map<string, Cookie> {
    const known = this.#cookies.get(host) ?? new Map<string, Cookie>()
    this.#cookies.set(host, known)
    return known
  }
}
