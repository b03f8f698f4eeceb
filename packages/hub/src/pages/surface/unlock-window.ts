import { randomWord } from "./port-link.ts"

/** What the unlock window says to the frame that opened it: hub origin to hub origin. */
export interface UnlockWord {
  tongban: "unlock"
  v: 1
  surface: string
  code: string
  nonce: string
}

const lookAgainMs = 1_000

/** The hub window that a click in the frame opens (protocol M5). The frame waits for it and never polls. */
export class UnlockWindow {
  readonly #surface: string
  readonly #onCode: (code: string) => void
  readonly #onGone: () => void
  #window: Window | null = null
  #nonce = ""
  #timer: ReturnType<typeof setTimeout> | undefined

  /**
   * @param onCode - called with the code that the window has got
   * @param onGone - called where the window is gone without a word
   */
  constructor(surface: string, onCode: (code: string) => void, onGone: () => void) {
    this.#surface = surface
    this.#onCode = onCode
    this.#onGone = onGone
    addEventListener("message", (event) => {
      this.#heard(event)
    })
  }

  /**
   * Opens it; must be called in the click itself. Answers whether there is one that could speak with this
   * frame: the browser may keep it back, or cut it off where the portal sends COOP.
   */
  open(): boolean {
    this.#nonce = randomWord()
    this.#window = open(
      `/surface/${this.#surface}/unlock#${this.#nonce}`,
      "tongban-unlock",
      "popup,width=480,height=640",
    )
    if (this.#window !== null) this.#watch(this.#window)
    return this.#window !== null
  }

  /** Closed by the person, or cut off after it has opened (COOP in Chromium 83 to 88): both look the same. */
  #watch(opened: Window): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.#nonce === "") return
      if (opened.closed) this.#onGone()
      else this.#watch(opened)
    }, lookAgainMs)
  }

  #heard({ data, origin, source }: MessageEvent): void {
    if (origin !== location.origin || this.#window === null || source !== this.#window) return
    const { tongban, v, surface, code, nonce } = (data ?? {}) as Partial<UnlockWord>
    if (tongban !== "unlock" || v !== 1 || surface !== this.#surface || typeof code !== "string")
      return
    if (nonce !== this.#nonce || nonce === "") return
    this.#nonce = ""
    this.#onCode(code)
  }
}
