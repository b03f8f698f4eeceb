/** Small at first: how fast the line is shows with the first piece. */
const firstBytes = 512 * 1024
const leastBytes = 64 * 1024
/** Two of them, and the copy on its way, are what an upload holds in memory. */
const mostBytes = 8 * 1024 * 1024
/** As long as a piece should take: what a cut costs at most, and how often progress is told. */
const wishedMs = 500

/** How large the next piece is: as much as the line carries in half a second, and at most double the last. */
export class PieceSize {
  bytes = firstBytes

  /** A piece has arrived. */
  arrived(bytes: number, tookMs: number): void {
    const carried = (bytes * wishedMs) / Math.max(tookMs, 1)
    this.bytes = clamp(Math.min(carried, this.bytes * 2))
  }

  /** A piece was lost: the next loses less. */
  lost(): void {
    this.bytes = clamp(this.bytes / 2)
  }
}

const clamp = (bytes: number): number =>
  Math.round(Math.min(mostBytes, Math.max(leastBytes, bytes)))
