import type { Language } from "@tongban/standards"

/** The language of the nearest ancestor that says one, through shadow roots; zh-CN where none does. */
export function languageOf(element: Element): Language {
  for (let node: Node | null = element; node !== null; node = parentOf(node)) {
    if (node instanceof Element) {
      const lang = node.getAttribute("lang")
      if (lang !== null && lang !== "") return /^en\b/i.test(lang) ? "en" : "zh-CN"
    }
  }
  return "zh-CN"
}

const parentOf = (node: Node): Node | null =>
  node instanceof ShadowRoot ? node.host : (node.parentNode ?? null)

/** A table of labels: zh-CN is the source, en has the same keys. */
export type Labels<T> = Record<Language, T>
