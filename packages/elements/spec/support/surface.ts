import { handle } from "../../fixtures/answers.ts"
import { press, until } from "./look.ts"

/** What the page in the frame offers a test: `frameScript` of the portal's site. */
interface FramePage extends Window {
  frame: {
    offers: unknown[]
    heard: unknown[]
    ports: MessagePort[]
    greet(hello: object): Promise<number>
  }
}

// The frame's `greet` waits for the page's echo: what was not offered by then never is.
addEventListener("message", ({ data, source }) => {
  if (data === "ping") source?.postMessage("pong", { targetOrigin: "*" })
})

const frameOf = (picker: Element): FramePage["frame"] | undefined =>
  (picker.shadowRoot?.querySelector("iframe")?.contentWindow as FramePage | null | undefined)?.frame

/** Opens a row and waits for the surface's page in the frame. Who may speak there is tested with two sites. */
export async function openRow(picker: Element, row: string): Promise<FramePage["frame"]> {
  await press(picker, row)
  const frame = await until(() => frameOf(picker))
  if (frame.offers.length === 0) {
    const surface = new URL(picker.shadowRoot?.querySelector("iframe")?.src ?? "").pathname
    const id = surface.slice(surface.lastIndexOf("/") + 1)
    await frame.greet({ tongban: "hello", v: 1, surface: id, nonce: "0123456789abcdef" })
  }
  return frame
}

/** Opens a row and has the surface pick a paper for it. */
export async function pick(
  picker: Element,
  row: string,
  requirement: string,
  letter = "a",
): Promise<FramePage["frame"]> {
  const frame = await openRow(picker, row)
  frame.ports
    .at(-1)
    ?.postMessage({ type: "picked", requirement, kind: "held", handle: handle(letter) })
  await until(() =>
    picker.shadowRoot
      ?.querySelector(`[data-requirement="${requirement}"]`)
      ?.textContent.includes("已选用"),
  )
  return frame
}
