/** The texts of a posted form, without the spaces around them; what is not there is empty. */
export function textsOf<const N extends string>(
  body: unknown,
  names: readonly N[],
): Record<N, string> {
  const given = typeof body === "object" && body !== null ? body : {}
  const text = (name: string) => {
    const value: unknown = Reflect.get(given, name)
    return typeof value === "string" ? value.trim() : ""
  }
  return Object.fromEntries(names.map((name) => [name, text(name)])) as Record<N, string>
}
