import assert from "node:assert/strict"
import { constants, deflateRawSync } from "node:zlib"
import { suite, test } from "node:test"
import { PDFDocument } from "@cantoo/pdf-lib"
import jpeg from "jpeg-js"
import { PNG } from "pngjs"
import { markCopy } from "../src/mark/mark.ts"
import { markPdf } from "../src/mark/pdf.ts"
import { markJpeg, markPng } from "../src/mark/picture.ts"
import { Unmarkable } from "../src/mark/unmarkable.ts"
import { watermarkOf } from "../src/mark/watermark.ts"
import { aJpeg, aPdf, aPicture, aPng, linesOf } from "./support/paper.ts"

const use = {
  provider: "澄湾市自然资源和规划局",
  recipient: "澄湾市市场监督管理局",
  purpose: "办理食品经营许可",
  grade: "A",
  acc: "0123456789abcdef".repeat(4),
} as const
/** Still the 25th in UTC. */
const now = new Date("2026-11-25T17:30:00Z")
const watermark = watermarkOf(use, now)

suite("what a watermark says", () => {
  test("provider, recipient, purpose, the legal day, and where the use is found", () => {
    assert.deepEqual(watermark, {
      id: "0123456789ab",
      lines: [
        "澄湾市自然资源和规划局提供",
        "仅供澄湾市市场监督管理局办理食品经营许可使用",
        "2026-11-26交付，当次有效",
        "使用记录 0123456789ab",
      ],
    })
  })

  test("the paper's last day stands where it has one", () => {
    const { lines } = watermarkOf({ ...use, validTo: "2031-04-18" }, now)
    assert.equal(lines[2], "2026-11-26交付，当次有效，证照有效期至2031-04-18")
  })

  test("the grade decides what is said of the paper", () => {
    const first = (grade: "A" | "B" | "C" | "D") => watermarkOf({ ...use, grade }, now).lines[0]
    assert.equal(first("A"), "澄湾市自然资源和规划局提供")
    assert.equal(first("B"), "澄湾市自然资源和规划局提供，已与原件核对")
    assert.equal(first("C"), "澄湾市自然资源和规划局提供，申请人上传，用前须核对原件")
    assert.equal(first("D"), "澄湾市自然资源和规划局提供，申请人自备并负责，未经核对")
  })

  test("no name breaks a line or turns it round", () => {
    const { lines } = watermarkOf({ ...use, provider: "甲\n乙\u202e丙\u2028丁" }, now)
    assert.equal(lines[0], "甲乙丙丁提供")
  })
})

suite("a PDF", () => {
  test("carries every line on every page, whichever way the page is turned", async () => {
    for (const turned of [undefined, 90, 180, 270] as const) {
      const pages = await linesOf(await markPdf(await aPdf(3, turned), watermark))
      assert.equal(pages.length, 3)
      for (const lines of pages)
        for (const line of watermark.lines)
          assert.ok(lines.filter((each) => each === line).length >= 2, `${line} on ${turned}`)
    }
  })

  test("is written anew: the original is no part of the copy", async () => {
    const original = Buffer.from(await aPdf())
    const marked = Buffer.from(await markPdf(original, watermark))
    assert.equal(marked.indexOf(original.subarray(0, 512)), -1)
    assert.equal(marked.toString("latin1").split("%%EOF").length, 2)
  })

  test("that carries another file is refused: it would go out unmarked", async () => {
    const document = await PDFDocument.load(await aPdf())
    await document.attach(new TextEncoder().encode("the original"), "original.txt")
    await refused(markPdf(await document.save(), watermark), "attachments")
  })

  test("of too many pages, encrypted, or without a page is refused", async () => {
    await refused(markPdf(await aPdf(301), watermark), "tooManyPages")
    const locked = await PDFDocument.load(await aPdf())
    locked.encrypt({ userPassword: "secret", ownerPassword: "secret" })
    await refused(markPdf(await locked.save(), watermark), "encrypted")
    await refused(markPdf(new Uint8Array(), watermark), "malformed")
  })
})

suite("a picture", () => {
  test("is marked over its whole area, and stays readable below", async () => {
    for (const [mark, encode, decode] of [
      [markPng, aPng, (bytes: Uint8Array) => PNG.sync.read(Buffer.from(bytes))],
      [markJpeg, aJpeg, (bytes: Uint8Array) => jpeg.decode(bytes, { useTArray: true })],
    ] as const) {
      const { width, height, data } = decode(await mark(encode(), watermark))
      assert.deepEqual([width, height], [800, 600])
      for (const quarter of [0, 1, 2, 3]) {
        const greys = greysOf({ width, data }, (quarter % 2) * 400, quarter < 2 ? 0 : 300)
        const share = greys.filter((grey) => grey < 225).length / greys.length
        assert.ok(share > 0.01 && share < 0.25, `${share} of quarter ${quarter} is marked`)
        assert.ok(Math.min(...greys) > 150, "the mark is not so dark that it hides a text")
      }
    }
  })

  test("that is dark is marked in light", async () => {
    const dark = aPicture()
    for (let at = 0; at < dark.data.length; at++) if (at % 4 !== 3) dark.data[at] = 10
    const { width, data } = PNG.sync.read(Buffer.from(await markPng(aPng(dark), watermark)))
    assert.ok(Math.max(...greysOf({ width, data }, 0, 0)) > 70)
  })

  test("that is too small for a line, or too large, is refused", async () => {
    await refused(markPng(aPng(aPicture(800, 100)), watermark), "tooSmall")
    await refused(markJpeg(aJpeg(aPicture(100, 800)), watermark), "tooSmall")
    const header = Buffer.from(aPng())
    header.writeUInt32BE(100_000, 16)
    header.writeUInt32BE(100_000, 20)
    await refused(markPng(header, watermark), "tooLarge")
  })
})

suite("a thread of its own", () => {
  test("marks each kind of paper, and refuses any other", async () => {
    const kinds: [mediaType: string, bytes: Uint8Array][] = [
      ["application/pdf", await aPdf()],
      ["image/png", aPng()],
      ["image/jpeg", aJpeg()],
      ["text/plain", new TextEncoder().encode("样例\n")],
    ]
    for (const [mediaType, bytes] of kinds) {
      const copy = await markCopy({ bytes, mediaType, watermark })
      assert.notDeepEqual(Buffer.from(copy), Buffer.from(bytes))
    }
    for (const mediaType of ["application/ofd", "image/svg+xml", "__proto__", "constructor", ""])
      await unmarkable(markCopy({ bytes: aPng(), mediaType, watermark }), "mediaType")
  })

  test("a text gets a heading and a closing block", async () => {
    const bytes = new TextEncoder().encode("样例文件\n第二行\n")
    const copy = await markCopy({ bytes, mediaType: "text/plain", watermark })
    const lines = new TextDecoder().decode(copy).split("\n")
    const block = [lines[0], ...watermark.lines, lines[0]]
    assert.deepEqual(lines, [...block, "样例文件", "第二行", ...block, ""])
    const gbk = new Uint8Array([0xd1, 0xf9, 0xc0, 0xfd])
    await unmarkable(markCopy({ bytes: gbk, mediaType: "text/plain", watermark }), "malformed")
  })

  test("a few kilobytes that unpack to gigabytes end the thread, not the bridge", async () => {
    await unmarkable(
      markCopy({ bytes: bomb(), mediaType: "application/pdf", watermark }),
      "tooLarge",
    )
    await markCopy({ bytes: await aPdf(), mediaType: "application/pdf", watermark })
  })
})

test("no broken file is more than a refusal", async () => {
  const originals = [
    [await aPdf(2), markPdf],
    [aPng(), markPng],
    [aJpeg(aPicture(200, 200)), markJpeg],
  ] as const
  const next = random(20261125)
  for (let run = 0; run < 90; run++) {
    const [original, mark] = originals[run % originals.length] ?? assert.fail()
    const kept = next() < 0.5 ? original.length : Math.floor(next() * original.length)
    const broken = Uint8Array.from(original.subarray(0, kept))
    for (let change = 0; change < 12; change++)
      broken[Math.floor(next() * kept)] = Math.floor(next() * 256)
    // In the thread any throw is the answer `malformed`; here it must only be a throw, and soon.
    await mark(broken, watermark).then(
      (copy) => {
        assert.notDeepEqual(Buffer.from(copy), Buffer.from(broken))
      },
      (error: unknown) => {
        assert.ok(error instanceof Error)
      },
    )
  }
})

/** The same numbers in each run (Park and Miller): a failure can be looked at again. */
function random(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48271) % 2147483647) / 2147483647
}

const refused = (marking: Promise<unknown>, rule: string) =>
  assert.rejects(marking, (error) => error instanceof Unmarkable && error.rule === rule)

const unmarkable = (marking: Promise<unknown>, rule: string) =>
  assert.rejects(marking, { name: "Problem", code: "paper_unmarkable", params: { rule } })

/** The red of each pixel of a quarter of an 800 × 600 picture. */
function greysOf(
  { width, data }: { width: number; data: Uint8Array },
  left: number,
  top: number,
): number[] {
  const greys: number[] = []
  for (let y = top; y < top + 300; y++)
    for (let x = left; x < left + 400; x++) greys.push(data[(y * width + x) * 4] ?? 0)
  return greys
}

/** A PDF of 80 KB whose object stream is 4 GB of nothing. */
function bomb(): Uint8Array {
  const zeros = Buffer.alloc(16 * 1024 ** 2)
  const block = deflateRawSync(zeros, { level: 9, finishFlush: constants.Z_FULL_FLUSH })
  const part = Buffer.concat([Buffer.from([0x78, 0xda]), ...Array<Buffer>(256).fill(block)])
  const head = `%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 10/Filter/FlateDecode/Length ${part.length}>>\nstream\n`
  const tail = "\nendstream\nendobj\ntrailer<</Root 2 0 R>>\n%%EOF"
  return Buffer.concat([Buffer.from(head), part, Buffer.from(tail)])
}
