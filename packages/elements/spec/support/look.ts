/** Waits until something holds, and answers it. Looked at again with each picture that the browser draws. */
export async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
  const late = performance.now() + 10_000
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== null && found !== false) return found
    if (performance.now() > late) throw new Error(`not within 10 s: ${String(look)}`)
    await new Promise(requestAnimationFrame)
  }
}

/** What a reader sees of an element. */
export const textOf = (element: Element): string =>
  (element.shadowRoot?.querySelector<HTMLElement>(".tb")?.innerText ?? "")
    .replace(/\s+/g, " ")
    .trim()

/** Resolves once the element says so. */
export const says = (element: Element, words: string): Promise<boolean> =>
  until(() => textOf(element).includes(words))

/** All that is shown of a kind, in the order of the page. */
export const shown = (element: Element, selector: string): HTMLElement[] =>
  [...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])].filter(
    (each) => each.getClientRects().length > 0,
  )

/** The button that is named so, once it is there. */
export const button = (element: Element, name: string): Promise<HTMLElement> =>
  until(() =>
    shown(element, "button").find((each) => each.innerText.replace(/\s+/g, " ").includes(name)),
  )

export async function press(element: Element, name: string): Promise<void> {
  ;(await button(element, name)).click()
}

export const heading = (element: Element): string | undefined =>
  shown(element, "h2, h3")[0]?.innerText.trim()

/** What has the focus inside the element. */
export const focused = (element: Element): HTMLElement | null =>
  (element.shadowRoot?.activeElement ?? null) as HTMLElement | null

/** The events of an element, as they come; `bubbled` tells of one that came up to the document. */
export function listen(element: Element, type: string): { detail: unknown; bubbles: boolean }[] {
  const heard: { detail: unknown; bubbles: boolean }[] = []
  element.addEventListener(type, (event) => {
    heard.push({ detail: (event as CustomEvent).detail, bubbles: event.bubbles })
  })
  return heard
}
