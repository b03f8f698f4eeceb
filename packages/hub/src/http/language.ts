import type { Language } from "@tongban/standards"

/** The language of texts: English only where the reader prefers it to Chinese. */
export function languageOf(header: string | undefined): Language {
  const ranked = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...params] = part.trim().toLowerCase().split(";")
      const quality = params.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find((q) => q !== undefined)
      return { tag, quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag }) => tag.startsWith("zh") || tag.startsWith("en"))
    .sort((a, b) => b.quality - a.quality)
  return ranked[0]?.tag.startsWith("en") === true ? "en" : "zh-CN"
}
