/** One line of a watermark in its place: where its baseline begins, `y` upwards, turned by `angle` degrees. */
export interface PlacedLine {
  line: string
  x: number
  y: number
}

/** A watermark spread over a page. */
export interface Layout {
  fontSize: number
  /** Degrees, anticlockwise. */
  angle: number
  placed: readonly PlacedLine[]
}

const angle = 30
const lineHeight = 1.5

/**
 * Spreads a watermark over a page: a lattice of blocks, turned, every other row shifted, as far apart as
 * leaves the page readable and each piece of it marked.
 *
 * @param widthOf - the width of a line in ems
 */
export function spread(
  { width, height }: { width: number; height: number },
  lines: readonly string[],
  smallest: number,
  widthOf: (line: string) => number,
): Layout {
  const short = Math.min(width, height)
  const long = Math.max(width, height)
  // By the long side too, so that a strip of a page is not given thousands of blocks.
  const fontSize = Math.max(short / 46, long / 200, smallest)
  const blockWidth = Math.max(...lines.map(widthOf)) * fontSize
  const blockHeight = lines.length * lineHeight * fontSize
  const step = { x: blockWidth * 1.25, y: blockHeight * 2.4 }
  const reach = Math.hypot(width, height) / 2
  const cos = Math.cos((angle * Math.PI) / 180)
  const sin = Math.sin((angle * Math.PI) / 180)
  const turned = (x: number, y: number) => ({
    x: width / 2 + x * cos - y * sin,
    y: height / 2 + x * sin + y * cos,
  })

  const placed: PlacedLine[] = []
  const rows = Math.ceil(reach / step.y)
  const columns = Math.ceil(reach / step.x) + 1
  for (let row = -rows; row <= rows; row++) {
    const shift = row % 2 === 0 ? 0 : step.x / 2
    for (let column = -columns; column <= columns; column++) {
      const left = column * step.x + shift - blockWidth / 2
      const top = row * step.y + blockHeight / 2
      if (!touches(left, top)) continue
      for (const [at, line] of lines.entries())
        placed.push({ line, ...turned(left, top - (at + 1) * lineHeight * fontSize) })
    }
  }
  return { fontSize, angle, placed }

  /** Whether the block's box, its own turned frame laid straight, meets the page. */
  function touches(left: number, top: number): boolean {
    const corners = [
      turned(left, top),
      turned(left + blockWidth, top),
      turned(left, top - blockHeight),
      turned(left + blockWidth, top - blockHeight),
    ]
    const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)]
    return (
      Math.max(...xs) > 0 &&
      Math.min(...xs) < width &&
      Math.max(...ys) > 0 &&
      Math.min(...ys) < height
    )
  }
}
