import { waitFor } from "storybook/test"

/** What a selector finds inside an element of ours, as soon as it is there. */
export const shown = (canvas: HTMLElement, tag: string, selector: string): Promise<HTMLElement> =>
  waitFor(() => {
    const found = canvas.querySelector(tag)?.shadowRoot?.querySelector<HTMLElement>(selector)
    if (found == null) throw new Error(`${tag} does not show ${selector}`)
    return found
  })

/** The `play` of a story that only has to be seen. */
export const shows =
  (tag: string, selector: string) =>
  async ({ canvasElement }: { canvasElement: HTMLElement }): Promise<void> => {
    await shown(canvasElement, tag, selector)
  }
