import assert from "node:assert/strict"

/** The only Latin words that a text in the source language may hold: a header's name, and files as people call them. */
const latinAllowed = ["Idempotency-Key", "PDF", "PNG", "JPEG", "MB"]

/**
 * Fails where words in zh-CN break the rules of style: full-width punctuation (GB/T 15834), no
 * exclamation mark, no 温馨提示, no code or enum, no grade letter, at most 30 characters a sentence.
 */
export function lintSourceLanguage(text: string): void {
  assert.notEqual(text.trim(), "", "is empty")
  const plain = latinAllowed.reduce((rest, word) => rest.replaceAll(word, "■"), text)
  assert.doesNotMatch(plain, /[,;:?()"'[\]<>]|[^0-9]\.|\.$/, `half-width punctuation: ${text}`)
  assert.doesNotMatch(plain, /[!！]|温馨提示/, `loud: ${text}`)
  assert.doesNotMatch(plain, /[A-Za-z_]/, `a code or a foreign word: ${text}`)
  assert.match(plain, /\p{Script=Han}/u, `no words: ${text}`)
  for (const sentence of text.split(/[。？；\n]/)) {
    assert.ok(Array.from(sentence).length <= 30, `longer than 30 characters: ${sentence}`)
  }
}

/** Fails where English words hold Chinese, a code, a grade letter or an exclamation mark. */
export function lintEnglish(text: string): void {
  assert.match(text, /^[A-Z][\x20-\x7e]+$/, `not plain English: ${text}`)
  assert.doesNotMatch(text, /!/, `loud: ${text}`)
  const plain = latinAllowed.reduce((rest, word) => rest.replaceAll(word, "file"), text)
  assert.doesNotMatch(plain, /[a-z]_[a-z]|[a-z][A-Z]|\b[A-Z]{2,}\b|\b[B-D]\b/, `a code: ${text}`)
}
