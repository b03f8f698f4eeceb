import { createHash } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { PDFDocument, rgb } from "@cantoo/pdf-lib"
import type { PDFFont, PDFPage } from "@cantoo/pdf-lib"
import * as fontkit from "fontkit"
import type { SamplePaper } from "../data.ts"

/** An invented paper as a file. */
export interface PaperFile {
  bytes: Uint8Array
  /** SHA-256, hexadecimal. */
  digest: string
}

const made = new Map<SamplePaper, Promise<PaperFile>>()

/** The file of an invented paper: the same bytes whenever it is made, as its digest is registered. */
export function fileOf(paper: SamplePaper): Promise<PaperFile> {
  const known = made.get(paper)
  if (known !== undefined) return known
  const making = drawn(paper).then((bytes) => ({
    bytes,
    digest: createHash("sha256").update(bytes).digest("hex"),
  }))
  made.set(paper, making)
  return making
}

/** Lays papers in their owner's folder, each named by its reference. */
export async function layPapers(folder: string, papers: readonly SamplePaper[]): Promise<void> {
  for (const paper of papers)
    writeFileSync(join(folder, `${paper.ownerRef}.pdf`), (await fileOf(paper)).bytes)
}

/** A4, in points. */
const sheet = { width: 595, height: 842 }
const ink = rgb(0.13, 0.13, 0.13)
const quiet = rgb(0.42, 0.42, 0.42)
const frame = rgb(0.55, 0.12, 0.12)
const hairline = rgb(0.75, 0.68, 0.62)
const left = 96
const right = sheet.width - left

async function drawn(paper: SamplePaper): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.setTitle(paper.name.zh)
  document.setLanguage("zh-CN")
  document.registerFontkit(fontkit)
  const font = await document.embedFont(fontFile(), { subset: true })
  const page = document.addPage([sheet.width, sheet.height])

  drawFrame(page)
  drawCentred(page, font, paper.name.zh, { y: 700, size: 30 })
  drawCentred(page, font, paper.number, { y: 664, size: 12, color: quiet })
  drawRows(page, font, rowsOf(paper))
  drawIssuer(page, font, paper)
  const [first = "", second = ""] = paper.text.split("\n")
  drawCentred(page, font, first, { y: 128, size: 12, color: frame })
  drawCentred(page, font, second, { y: 106, size: 12, color: frame })
  return document.save()
}

const fontFile = (): Uint8Array =>
  readFileSync(
    fileURLToPath(
      new URL("../fonts/NotoSansHans-Regular.otf", import.meta.resolve("@embedpdf/fonts-sc")),
    ),
  )

const rowsOf = ({ fields, validTo }: SamplePaper): [label: string, value: string][] => [
  ...Object.entries(fields),
  ...(validTo === undefined ? [] : [["有效期至", inChinese(validTo)] as [string, string]]),
]

/** `2026-11-25`: 2026年11月25日. */
const inChinese = (day: string): string => {
  const [year, month, date] = day.split("-").map(Number)
  return `${year}年${month}月${date}日`
}

function drawFrame(page: PDFPage): void {
  for (const [inset, borderWidth] of [
    [40, 2.4],
    [47, 0.7],
  ] as const)
    page.drawRectangle({
      x: inset,
      y: inset,
      width: sheet.width - 2 * inset,
      height: sheet.height - 2 * inset,
      borderColor: frame,
      borderWidth,
    })
}

function drawCentred(
  page: PDFPage,
  font: PDFFont,
  text: string,
  { y, size, color = ink }: { y: number; size: number; color?: ReturnType<typeof rgb> },
): void {
  const x = (sheet.width - font.widthOfTextAtSize(text, size)) / 2
  page.drawText(text, { x, y, size, color, font })
}

/** The fields of the paper: a ruled list, the label before its value. */
function drawRows(page: PDFPage, font: PDFFont, rows: readonly [string, string][]): void {
  const rowHeight = 44
  const top = 620
  const line = (y: number) => {
    page.drawLine({ start: { x: left, y }, end: { x: right, y }, thickness: 0.7, color: hairline })
  }
  line(top)
  for (const [at, [label, value]] of rows.entries()) {
    const bottom = top - (at + 1) * rowHeight
    page.drawText(label, { x: left + 10, y: bottom + 16, size: 13, color: quiet, font })
    page.drawText(value, { x: left + 120, y: bottom + 15, size: 15, color: ink, font })
    line(bottom)
  }
}

/** Who issued it, and when, above the place of the seal. No seal: none is forged, not even an invented one. */
function drawIssuer(page: PDFPage, font: PDFFont, { issuer, issuedOn }: SamplePaper): void {
  for (const [text, y] of [
    [issuer.zh, 236],
    [inChinese(issuedOn), 212],
  ] as const)
    page.drawText(text, {
      x: right - font.widthOfTextAtSize(text, 14),
      y,
      size: 14,
      color: ink,
      font,
    })
}
