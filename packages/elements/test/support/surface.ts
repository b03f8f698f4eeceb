import type { Frame, Page } from "playwright-core"

interface FramePage {
  frame: {
    offers: Record<string, unknown>[]
    heard: unknown[]
    ports: MessagePort[]
    greet(hello: unknown): Promise<number>
  }
}

/** The page in the picker's frame, saying what the test wants said. */
export class SurfaceFrame {
  readonly #frame: Frame

  private constructor(frame: Frame) {
    this.#frame = frame
  }

  /** The page in the frame that matches, once it has loaded. */
  static async in(page: Page, selector = "tongban-material-picker iframe"): Promise<SurfaceFrame> {
    const frame = await (await page.waitForSelector(selector, { state: "attached" })).contentFrame()
    if (frame === null) throw new Error(`${selector} holds no page`)
    await frame.waitForFunction("window.frame !== undefined")
    return new SurfaceFrame(frame)
  }

  /** Greets the shell. Answers how many ports it has got, all greetings together. */
  greet(hello: object): Promise<number> {
    return this.#frame.evaluate(
      (said) => (globalThis as unknown as FramePage).frame.greet(said),
      hello,
    )
  }

  /** What came to the window: offers of ports. */
  offers(): Promise<Record<string, unknown>[]> {
    return this.#frame.evaluate(() => (globalThis as unknown as FramePage).frame.offers)
  }

  /** Waits for this many messages on the ports. */
  async heard(count: number): Promise<unknown[]> {
    await this.#frame.waitForFunction(
      (least) => (globalThis as unknown as FramePage).frame.heard.length >= least,
      count,
    )
    return this.#frame.evaluate(() => (globalThis as unknown as FramePage).frame.heard)
  }

  /** Sends messages by the nth port, in order. */
  async say(messages: readonly unknown[], port = 0): Promise<void> {
    try {
      await this.#frame.evaluate(
        ([said, at]) => {
          const { ports } = (globalThis as unknown as FramePage).frame
          for (const message of said) ports[at]?.postMessage(message)
        },
        [messages, port] as const,
      )
    } catch (error) {
      // What was said may take the frame away before the browser has answered us: said it is.
      if (!this.#frame.isDetached()) throw error
    }
  }
}

export const hello = (surface: string, more: object = {}): object => ({
  tongban: "hello",
  v: 1,
  surface,
  nonce: "0123456789abcdef0123456789abcdef",
  ...more,
})
