/** A browser's cookies and redirects, without the browser. */
export class Jar {
  readonly #cookies = new Map<string, Map<string, string>>()

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
    const own = this.#of(url)
    if (own.size > 0)
      headers.set("cookie", [...own].map(([name, value]) => `${name}=${value}`).join("; "))
    const response = await fetch(url, { ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";")
      const at = pair.indexOf("=")
      const name = pair.slice(0, at)
      if (attributes.some((each) => /^\s*(max-age=0|expires=.* 1970)/i.test(each))) own.delete(name)
      else own.set(name, pair.slice(at + 1))
    }
    return response
  }

  /** The Cookie header for an address. */
  header(url: URL): string {
    return [...this.#of(url)].map(([name, value]) => `${name}=${value}`).join("; ")
  }

  #of({ host }: URL): Map<string, string> {
    const known = this.#cookies.get(host) ?? new Map<string, string>()
    this.#cookies.set(host, known)
    return known
  }
}
