import { randomWord } from "./port-link.ts"

/** What the unlock window says to the frame that opened it: hub origin to hub origin. */
export interface UnlockWord {
  tongban: "unlock"
  v: 1
  surface: string
  code: string
  nonce: string
}

/** The hub window that a click in the frame opens (protocol M5). The frame waits for it and never polls. */
export class UnlockWindow {
  readonly #surface: string
  readonly #onCode: (code: string) => void
  #window: Window | null = null
  #nonce = ""

  constructor(surface: string, onCode: (code: string) => void) {
    this.#surface = surface
    this.#onCode = onCode
    addEventListener("message", (event) => {
      this.#heard(event)
    })
  }

  /** Opens it; must be called in the click itself. Answers whether the browser let it. */
  open(): boolean {
    this.#nonce = randomWord()
    this.#window = open(
      `/surface/${this.#surface}/unlock#${this.#nonce}`,
      "tongban-unlock",
      "popup,width=480,height=640",
    )
    return this.#window !== null
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
