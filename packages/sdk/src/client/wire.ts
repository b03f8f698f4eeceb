import type { Route } from "./route.ts"

/** What a call carries, as it goes over the wire. */
export interface Wire {
  params: Record<string, string>
  query: Record<string, string | string[]>
  body: unknown
}

type Value = string | number | boolean

/** Values of a query become texts; what is undefined is not sent. */
export function onWire(given: object): Wire {
  const { params = {}, query = {}, body } = given as Partial<Record<keyof Wire, object>>
  const texts = Object.entries(query as Record<string, Value | Value[] | undefined>).flatMap(
    ([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.map(String) : String(value)]],
  )
  return {
    params: params as Wire["params"],
    query: Object.fromEntries(texts) as Wire["query"],
    body,
  }
}

/** Where a call goes to: below the path of `baseUrl`, where it has one. */
export function urlOf(baseUrl: string, { path }: Route, { params, query }: Wire): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  )
  const base = new URL(baseUrl)
  const url = new URL(base.pathname.replace(/\/$/, "") + filled, base)
  for (const [name, value] of Object.entries(query))
    for (const each of [value].flat()) url.searchParams.append(name, each)
  return url.href
}
