import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { create } from "fontkit"
import type { Font } from "fontkit"

/** Noto Sans Hans, from its package: a bridge's machine need not have any Chinese font. */
export const faceFile = (): Buffer =>
  readFileSync(
    fileURLToPath(
      new URL("../fonts/NotoSansHans-Regular.otf", import.meta.resolve("@embedpdf/fonts-sc")),
    ),
  )

export function openFace(bytes: Buffer): Font {
  const face = create(bytes)
  if (!("layout" in face)) throw new Error("the font's file is a collection")
  return face
}

/** The width of a line in ems. */
export const widthIn =
  (face: Font) =>
  (line: string): number =>
    face.layout(line).advanceWidth / face.unitsPerEm
