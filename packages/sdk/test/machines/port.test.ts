import assert from "node:assert/strict"
import { test } from "node:test"
import { isHello, isPortOffer, readFromSurface, readToSurface } from "@tongban/sdk/machines"
// The clock of the filter is no part of the entry: only the tests turn it.
import { messageFilter } from "../../src/machines/port.ts"

const nonce = "0123456789abcdef"
const handle = `tbh1_${"a".repeat(43)}`

for (const message of [
  { type: "init", lang: "en", theme: "dark", size: "large" },
  { type: "focus", requirement: "r6" },
  { type: "reset", requirement: "r6" },
  { type: "close" },
]) {
  test(`the surface hears ${message.type}; the shell does not`, () => {
    assert.deepEqual(readToSurface()(message), message)
    assert.equal(readFromSurface()(message), undefined)
  })
}

for (const message of [
  { type: "ready" },
  { type: "size", height: 560 },
  { type: "picked", requirement: "r6", kind: "held", handle },
  { type: "promised", requirement: "r6", handle, zh: "已承诺后补", en: "Promised" },
  { type: "cleared", requirement: "r6" },
  { type: "needPage", reason: "sensitive" },
  { type: "ended", reason: "surface_expired" },
]) {
  test(`the shell hears ${message.type}; the surface does not`, () => {
    assert.deepEqual(readFromSurface()(message), message)
    assert.equal(readToSurface()(message), undefined)
  })
}

for (const [what, message] of [
  ["nothing", undefined],
  ["null", null],
  ["a string", "ready"],
  ["a list", [{ type: "ready" }]],
  ["no type", { requirement: "r6" }],
  ["a type that is no string", { type: 1 }],
  ["an unknown type", { type: "select" }],
  ["a type that every object has", { type: "constructor" }],
  ["a field too many", { type: "ready", note: "" }],
  ["a field too few", { type: "picked", requirement: "r6", kind: "held" }],
  ["a field of another type", { type: "size", height: "560" }],
  ["more than 64 KB", { type: "cleared", requirement: "r".repeat(64 * 1024 + 1) }],
] as const) {
  test(`${what} is dropped`, () => {
    assert.equal(readFromSurface()(message), undefined)
  })
}

test("of more than 50 messages a second the rest is dropped; the next second counts anew", () => {
  let now = 1_000
  const read = messageFilter<{ type: "ready" }>({ ready: {} }, () => now)
  const heard = (times: number) =>
    Array.from({ length: times }, () => read({ type: "ready" })).filter(Boolean).length
  assert.equal(heard(60), 50)
  now = 1_999
  assert.equal(heard(1), 0)
  now = 2_000
  assert.equal(heard(1), 1)
})

test("what is dropped counts too: noise does not make room", () => {
  const read = messageFilter<{ type: "ready" }>({ ready: {} }, () => 1_000)
  for (let sent = 0; sent < 50; sent++) read("noise")
  assert.equal(read({ type: "ready" }), undefined)
})

for (const [word, check] of [
  ["hello", isHello],
  ["port", isPortOffer],
] as const) {
  const right = { tongban: word, v: 1, surface: "s1", nonce }
  test(`a ${word} of this surface, in this version, with a nonce is one`, () => {
    assert.equal(check(right, "s1"), true)
  })
  for (const [what, wrong] of [
    ["the other word", { ...right, tongban: word === "hello" ? "port" : "hello" }],
    ["another surface", { ...right, surface: "s2" }],
    ["another version", { ...right, v: 2 }],
    ["a version in letters", { ...right, v: "1" }],
    ["a nonce of 15 characters", { ...right, nonce: nonce.slice(1) }],
    ["a nonce that is a number", { ...right, nonce: 1234567890123456 }],
    ["null", null],
    ["a string", "hello"],
  ] as const) {
    test(`a ${word} with ${what} is none`, () => {
      assert.equal(check(wrong, "s1"), false)
    })
  }
}
