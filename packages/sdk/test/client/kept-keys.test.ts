import assert from "node:assert/strict"
import { test } from "node:test"
import { keptKeys, NetworkError, ProblemError } from "@tongban/sdk"
import type { KeyStorage } from "@tongban/sdk"

/** What a browser's storage does. */
function newStorage(): KeyStorage {
  const kept = new Map<string, string>()
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  }
}

const away = new NetworkError("https://hub.example.gov.cn", new Error("cut"))
const problem = (status: number, code = "not_found") => new ProblemError({ code, status })

/** The keys of two writes of one name, the page reloaded in between; the first ends like this. */
async function keysOfTwo(end: () => Promise<unknown>, betweenMs = 0): Promise<string[]> {
  const storage = newStorage()
  const used: string[] = []
  let at = 0
  for (const ending of [end, () => Promise.resolve("done")]) {
    const page = keptKeys(storage, () => at)
    const write = (key: string) => {
      used.push(key)
      return ending()
    }
    await page.once("apply draft-1", write).catch(() => undefined)
    at += betweenMs
  }
  return used
}

const cases: [what: string, end: () => Promise<unknown>, isSame: boolean][] = [
  ["the network failed", () => Promise.reject(away), true],
  ["the hub was away", () => Promise.reject(problem(503, "unavailable")), true],
  ["the login had expired", () => Promise.reject(problem(401, "unauthenticated")), true],
  [
    "the key was used for something else",
    () => Promise.reject(problem(422, "idempotency_conflict")),
    true,
  ],
  ["the hub refused", () => Promise.reject(problem(404)), false],
  ["it was done", () => Promise.resolve("done"), false],
]
for (const [what, end, isSame] of cases)
  test(`${what}: after a reload, ${isSame ? "the same key" : "a new key"}`, async () => {
    const [first, second] = await keysOfTwo(end)
    assert.equal(first === second, isSame)
  })

test("a key that the hub has forgotten is not used again", async () => {
  const [first, second] = await keysOfTwo(() => Promise.reject(away), 72 * 3_600_000)
  assert.notEqual(first, second)
})

test("names have keys of their own, until one is forgotten", async () => {
  const keys = keptKeys(newStorage())
  const fail = (used: string[]) => (key: string) => {
    used.push(key)
    return Promise.reject(away)
  }
  const used: string[] = []
  for (const name of ["a", "b", "a"]) await keys.once(name, fail(used)).catch(() => undefined)
  await keys.forget("a")
  await keys.once("a", fail(used)).catch(() => undefined)
  assert.equal(used[0], used[2])
  assert.equal(new Set(used).size, 3)
})
