import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { initWasm, Resvg } from "@resvg/resvg-wasm"
import type { Font } from "fontkit"
import jpeg from "jpeg-js"
import { PNG } from "pngjs"
import { faceFile, openFace, widthIn } from "./face.ts"
import { spread } from "./layout.ts"
import { Unmarkable } from "./unmarkable.ts"
import type { Watermark } from "./watermark.ts"

/** A3 at 300 dpi is 17 million. */
const mostPixels = 18_000_000
/** On its short side: less holds no readable line. */
const fewestPixels = 160
/** Pixels; smaller is not read on a screen. */
const smallest = 11
const opacity = 0.32
const jpegQuality = 90

/** Four bytes a pixel: red, green, blue, alpha. */
interface Picture {
  width: number
  height: number
  data: Uint8Array
}

/** Marks a PNG; written anew, it keeps its pixels and nothing else. @throws {Unmarkable} */
export async function markPng(bytes: Uint8Array, watermark: Watermark): Promise<Uint8Array> {
  checkSize(pngSize(bytes))
  const picture = decoded(() => PNG.sync.read(Buffer.from(bytes)))
  await stamp(picture, watermark)
  const marked = new PNG({ width: picture.width, height: picture.height })
  marked.data = Buffer.from(picture.data)
  return PNG.sync.write(marked)
}

/** Marks a JPEG; its Exif block stays, as it may say which way is up. @throws {Unmarkable} */
export async function markJpeg(bytes: Uint8Array, watermark: Watermark): Promise<Uint8Array> {
  const picture = decoded(() =>
    jpeg.decode(bytes, {
      useTArray: true,
      tolerantDecoding: false,
      maxResolutionInMP: mostPixels / 1e6,
      maxMemoryUsageInMB: 600,
    }),
  )
  checkSize(picture)
  await stamp(picture, watermark)
  return new Uint8Array(jpeg.encode(picture, jpegQuality).data)
}

function decoded<P>(decode: () => P): P {
  try {
    return decode()
  } catch (cause) {
    const tooLarge =
      cause instanceof Error && /maxResolutionInMP|maxMemoryUsageInMB/.test(cause.message)
    throw new Unmarkable(tooLarge ? "tooLarge" : "malformed", cause)
  }
}

const pngSignature = Buffer.from("89504e470d0a1a0a", "hex")

/** The header's word for the size, before anything is unpacked (PNG, third edition, 5.2 and 11.2.1). */
function pngSize(bytes: Uint8Array): { width: number; height: number } {
  if (bytes.length < 24 || !pngSignature.equals(bytes.subarray(0, 8)))
    throw new Unmarkable("malformed")
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

function checkSize({ width, height }: { width: number; height: number }): void {
  if (width * height > mostPixels) throw new Unmarkable("tooLarge")
  if (Math.min(width, height) < fewestPixels) throw new Unmarkable("tooSmall")
}

/** Lays the watermark over the pixels: dark on what is light, light on what is dark. */
async function stamp({ width, height, data }: Picture, watermark: Watermark): Promise<void> {
  const cover = await coverage({ width, height }, watermark)
  for (let at = 0; at < data.length; at += 4) {
    const covered = cover[at + 3] ?? 0
    if (covered === 0) continue
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4)
    const ink = alpha > 127 && (red + green + blue) / 3 < 128 ? 255 : 60
    const share = (covered / 255) * opacity
    const over = (below: number) => Math.round(below + (ink - below) * share)
    data.set([over(red), over(green), over(blue), Math.max(alpha, Math.round(share * 255))], at)
  }
}

/** How much of each pixel the watermark covers: the alpha of a drawing of it. */
async function coverage(
  size: { width: number; height: number },
  { lines }: Watermark,
): Promise<Uint8Array> {
  const face = openFace(faceFile())
  const { fontSize, angle, placed } = spread(size, lines, smallest, widthIn(face))
  const scale = fontSize / face.unitsPerEm
  const outlines = lines.map((line, at) => `<path id="l${at}" d="${outlineOf(face, line)}"/>`)
  const uses = placed.map(({ line, x, y }) => {
    const place = `translate(${x} ${size.height - y}) rotate(${-angle}) scale(${scale} ${-scale})`
    return `<use href="#l${lines.indexOf(line)}" transform="${place}"/>`
  })
  await rendererReady()
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"><defs>${outlines.join("")}</defs>${uses.join("")}</svg>`
  return new Resvg(svg).render().pixels
}

function outlineOf(face: Font, line: string): string {
  const { glyphs, positions } = face.layout(line)
  let x = 0
  return glyphs
    .map(({ path }, at) => {
      const outline = path.translate(x, 0).toSVG()
      x += positions[at]?.xAdvance ?? 0
      return outline
    })
    .join("")
}

let renderer: Promise<void> | undefined
const rendererReady = (): Promise<void> =>
  (renderer ??= initWasm(
    readFileSync(fileURLToPath(import.meta.resolve("@resvg/resvg-wasm/index_bg.wasm"))),
  ))
