import { mostHeldBytes } from "./source.ts"

/** Small at first: how fast the line is shows with the first piece. */
const firstBytes = 512 * 1024
const leastBytes = 64 * 1024
/** The hub waits half a minute for a piece; a line may become slower while one is on its way. */
const mostFlowingBytes = 256 * 1024 * 1024
/** How much larger the next may be. */
const growth = 4
/** As long as a piece that is held should take: what a cut costs at most. */
const heldMs = 500
/** A piece that flows costs nothing when it is cut: the hub keeps what has come. */
const flowingMs = 4_000

/** How large the next piece is: as much as the line carries in the time that a piece should take. */
export class PieceSize {
  bytes = firstBytes
  readonly #most: number

  /** @param mayFlow - whether more than is held may be sent at once */
  constructor(mayFlow: boolean) {
    this.#most = mayFlow ? mostFlowingBytes : mostHeldBytes
  }

  /** A piece has arrived. */
  arrived(bytes: number, tookMs: number): void {
    const perMs = bytes / Math.max(tookMs, 1)
    const held = Math.min(perMs * heldMs, mostHeldBytes)
    const carried = held < mostHeldBytes ? held : perMs * flowingMs
    this.#set(Math.min(carried, this.bytes * growth))
  }

  /** A piece was lost: the next loses less. */
  lost(): void {
    this.#set(this.bytes / 2)
  }

  #set(bytes: number): void {
    this.bytes = Math.round(Math.min(this.#most, Math.max(leastBytes, bytes)))
  }
}
