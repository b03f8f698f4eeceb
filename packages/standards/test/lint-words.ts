import assert from "node:assert/strict"
import { faultsOfChinese, faultsOfEnglish, isChinese } from "../../../scripts/words.mjs"

/** Fails where words in zh-CN break the rules of style that the linter knows, or are no words. */
export function lintSourceLanguage(text: string): void {
  assert.ok(isChinese(text), `no words: ${text}`)
  assert.deepEqual(faultsOfChinese(text), [], text)
}

/** Fails where English words break the rules of style, or are not one plain sentence. */
export function lintEnglish(text: string): void {
  assert.match(text, /^[A-Z][\x20-\x7e]+$/, `not plain English: ${text}`)
  assert.deepEqual(faultsOfEnglish(text), [], text)
}
