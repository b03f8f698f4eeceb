import {
  beginText,
  EncryptedPDFError,
  endText,
  PDFDocument,
  popGraphicsState,
  pushGraphicsState,
  setFillingRgbColor,
  setFontAndSize,
  setGraphicsState,
  setTextMatrix,
  showText,
} from "@cantoo/pdf-lib"
import type { PDFFont, PDFOperator, PDFPage } from "@cantoo/pdf-lib"
import * as fontkit from "fontkit"
import { faceFile } from "./face.ts"
import { spread } from "./layout.ts"
import { Unmarkable } from "./unmarkable.ts"
import type { Watermark } from "./watermark.ts"

/** The most pages that are marked: a certificate has a few, a plan set some dozens. */
const mostPages = 300
/** Points; smaller is not read on paper. */
const smallest = 7
const grey = [0.35, 0.35, 0.35] as const
const opacity = 0.3

/**
 * Marks each page of a PDF. It is written anew as a whole: an appended revision would leave the original
 * inside. What is not a page goes out unmarked, so a file that carries other files is refused.
 *
 * @throws {Unmarkable} `encrypted`, `malformed`, `attachments`, `tooManyPages`
 */
export async function markPdf(bytes: Uint8Array, watermark: Watermark): Promise<Uint8Array> {
  const face = faceFile()
  const document = await opened(bytes)
  const pages = document.getPages()
  if (pages.length === 0) throw new Unmarkable("malformed")
  if (pages.length > mostPages) throw new Unmarkable("tooManyPages")
  if (document.getAttachments().length > 0) throw new Unmarkable("attachments")

  document.registerFontkit(fontkit)
  const font = await document.embedFont(face, { subset: true })
  const state = document.context.obj({ Type: "ExtGState", ca: opacity })
  const shade = document.context.register(state)
  for (const page of pages) {
    const names = {
      font: page.node.newFontDictionary("TongbanMark", font.ref),
      shade: page.node.newExtGState("TongbanMark", shade),
    }
    page.pushOperators(
      pushGraphicsState(),
      setGraphicsState(names.shade),
      setFillingRgbColor(...grey),
      beginText(),
      ...linesOn(page, watermark, font, names.font),
      endText(),
      popGraphicsState(),
    )
  }
  return document.save({ updateFieldAppearances: false })
}

async function opened(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false })
  } catch (cause) {
    throw new Unmarkable(cause instanceof EncryptedPDFError ? "encrypted" : "malformed", cause)
  }
}

/** The lines over what a reader sees of a page: its crop box, turned as the page is. */
function linesOn(
  page: PDFPage,
  { lines }: Watermark,
  font: PDFFont,
  name: Parameters<typeof setFontAndSize>[0],
): PDFOperator[] {
  const box = page.getCropBox()
  if (!(box.width > 0 && box.height > 0 && box.width < 1e6 && box.height < 1e6))
    throw new Unmarkable("malformed")
  const { fontSize, angle, placed } = spread(box, lines, smallest, (line) =>
    font.widthOfTextAtSize(line, 1),
  )
  const shown = new Map(lines.map((line) => [line, font.encodeText(line)]))
  const turn = turnAbout(box, page.getRotation().angle)
  return [
    setFontAndSize(name, fontSize),
    ...placed.flatMap(({ line, x, y }) => {
      const text = shown.get(line)
      const matrix = turn(x, y, angle)
      return text === undefined ? [] : [setTextMatrix(...matrix), showText(text)]
    }),
  ]
}

/** From the upright page's coordinates to the stored one's. */
function turnAbout(box: { x: number; y: number; width: number; height: number }, rotation: number) {
  const page = (rotation * Math.PI) / 180
  const centre = { x: box.width / 2, y: box.height / 2 }
  return (x: number, y: number, angle: number) => {
    const [dx, dy] = [x - centre.x, y - centre.y]
    const all = page + (angle * Math.PI) / 180
    const [cos, sin] = [Math.cos(all), Math.sin(all)]
    return [
      cos,
      sin,
      -sin,
      cos,
      box.x + centre.x + dx * Math.cos(page) - dy * Math.sin(page),
      box.y + centre.y + dx * Math.sin(page) + dy * Math.cos(page),
    ] as const
  }
}
