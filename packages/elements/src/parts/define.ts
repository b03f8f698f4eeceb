declare const __TONGBAN_VERSION__: string | undefined

/** The version of this copy, stamped on each element that it defines. */
export const version = typeof __TONGBAN_VERSION__ === "string" ? __TONGBAN_VERSION__ : "source"

/**
 * Defines an element. Never throws: a tag that somebody else has defined is left to them, and said once.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  const known = customElements.get(tag)
  if (known === undefined) {
    Object.defineProperty(element, "tongbanVersion", { value: version })
    customElements.define(tag, element)
    return
  }
  if (known === element) return
  const other =
    "tongbanVersion" in known ? `version ${String(known.tongbanVersion)}` : "another script"
  console.warn(`<${tag}> is already defined by ${other}; ${version} leaves it alone`)
}
