import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
} from "@cantoo/pdf-lib"
import type { PDFPage } from "@cantoo/pdf-lib"
import jpeg from "jpeg-js"
import { PNG } from "pngjs"

/** A PDF with a line of Latin text on each page, as somebody else's program writes it. */
export async function aPdf(pages = 1, turned?: 90 | 180 | 270): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  for (let at = 0; at < pages; at++) {
    const page = document.addPage([595, 842])
    page.drawText(`SAMPLE ${at + 1}`, { x: 60, y: 700, size: 24 })
    if (turned !== undefined) page.node.set(PDFName.of("Rotate"), document.context.obj(turned))
  }
  return document.save()
}

/** A white picture. */
export function aPicture(width = 800, height = 600) {
  return { width, height, data: Buffer.alloc(width * height * 4, 255) }
}
export const aPng = (picture = aPicture()): Uint8Array => {
  const png = new PNG({ width: picture.width, height: picture.height })
  png.data = picture.data
  return PNG.sync.write(png)
}
export const aJpeg = (picture = aPicture()): Uint8Array =>
  new Uint8Array(jpeg.encode(picture, 95).data)

/**
 * The lines that each page of a PDF shows, read as a viewer's search does: glyph codes of the content,
 * through the font's own table back to characters.
 */
export async function linesOf(pdf: Uint8Array): Promise<string[][]> {
  const document = await PDFDocument.load(pdf)
  return document.getPages().map((page) => {
    const characters = charactersOf(page)
    const shown = contentOf(page).matchAll(/<([0-9A-Fa-f]+)> Tj/g)
    return [...shown].map(([, codes = ""]) =>
      (codes.match(/.{4}/g) ?? [])
        .map((code) => characters.get(code.toUpperCase()) ?? "?")
        .join(""),
    )
  })
}

function contentOf(page: PDFPage): string {
  const contents = page.node.Contents()
  const streams =
    contents instanceof PDFArray
      ? contents.asArray().map((ref) => page.doc.context.lookup(ref))
      : [contents]
  return streams.map((stream) => (stream instanceof PDFRawStream ? textOf(stream) : "")).join("\n")
}

/** The font's ToUnicode table: glyph code, character. */
function charactersOf(page: PDFPage): Map<string, string> {
  const { Font } = page.node.normalizedEntries()
  const tables = Font.entries().flatMap(([, ref]) => {
    const font = page.doc.context.lookup(ref, PDFDict)
    const table = font.lookup(PDFName.of("ToUnicode"))
    return table instanceof PDFRawStream ? [textOf(table)] : []
  })
  const pairs = tables.join("\n").matchAll(/<([0-9A-F]{4})>\s*<([0-9A-F]+)>/gi)
  return new Map(
    [...pairs].map(([, code = "", hex = ""]) => [
      code.toUpperCase(),
      Buffer.from(hex, "hex").swap16().toString("utf16le"),
    ]),
  )
}

const textOf = (stream: PDFRawStream): string =>
  Buffer.from(decodePDFRawStream(stream).decode()).toString("latin1")
