import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { mkdirSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { decodeJwt, decodeProtectedHeader, jwtVerify } from "jose"
import { ownerWorld, paperDigest, paperRef, paperText, unsealed } from "./support/owner-world.ts"
import { assertRefused } from "./support/refused.ts"

test("any other request is a problem that gives nothing away", async (t) => {
  const world = await ownerWorld(t)
  const bridge = await world.start()
  for (const [method, path, status] of [
    ["GET", "/v1/deliveries", 404],
    ["GET", "/", 404],
    ["POST", "/v1/../secret.txt", 404],
    ["OPTIONS", "/v1/deliveries", 404],
  ] as const) {
    const response = await fetch(`${bridge.url}${path}`, { method, redirect: "error" })
    await assertRefused(response, status, "not_found")
    assert.equal(response.headers.get("access-control-allow-origin"), null)
  }
  const long = { method: "POST", headers: await world.ticket(), body: "x".repeat(5000) }
  const response = await fetch(`${bridge.url}/v1/deliveries`, long)
  assert.equal(response.ok, false)
  assert.equal((await fetch(`${bridge.url}/healthz`)).status, 200)
})

test("a good ticket gives the paper, sealed to its recipient, with the owner's signed word", async (t) => {
  const world = await ownerWorld(t)
  const bridge = await world.start()
  const headers = await world.ticket()
  const response = await bridge.deliver(headers)

  assert.equal(response.status, 200)
  assert.equal(response.headers.get("x-content-type-options"), "nosniff")
  assert.equal(response.headers.get("cache-control"), "no-store")
  assert.equal(response.headers.get("access-control-allow-origin"), null)
  const text = await response.text()
  assert.ok(!text.includes("不动产"), "the paper must not stand in the clear")
  const { content, provenance } = JSON.parse(text) as Record<"content" | "provenance", string>

  assert.equal(await unsealed(content, world.recipient.enc), paperText)
  await assert.rejects(unsealed(content, world.other.enc))
  const { alg, enc } = decodeProtectedHeader(content)
  assert.deepEqual({ alg, enc }, { alg: "ECDH-ES+A256KW", enc: "A256GCM" })

  const { payload } = await jwtVerify(provenance, world.ownerKey.public, {
    typ: "tongban-provenance+jwt",
  })
  const claims = decodeJwt((headers["authorization"] ?? "").slice("DPoP ".length))
  const { at, ...said } = payload
  assert.deepEqual(said, {
    acc: claims["acc"],
    src: paperDigest,
    out: paperDigest,
    form: "original",
  })
  assert.ok(Math.abs(Date.parse(String(at)) - Date.now()) < 30_000)

  const lines = world.logLines().map(({ jti, ref, recipient, acc }) => [jti, ref, recipient, acc])
  assert.deepEqual(lines, [[claims.jti, paperRef, "scjg-redeem", claims["acc"]]])
})

test("where a copy is granted, what leaves is the copy, and its mark names the use", async (t) => {
  const world = await ownerWorld(t)
  const bridge = await world.start()
  const headers = await world.ticket({ claims: { form: "derived" } })
  const response = await bridge.deliver(headers)
  assert.equal(response.status, 200)
  const { content, provenance } = (await response.json()) as Record<
    "content" | "provenance",
    string
  >
  const acc = String(decodeJwt((headers["authorization"] ?? "").slice("DPoP ".length))["acc"])

  const copy = await unsealed(content, world.recipient.enc)
  assert.notEqual(copy, paperText)
  for (const words of [
    "澄湾市自然资源和规划局提供",
    "仅供澄湾市市场监督管理局办理食品经营许可使用",
    `使用记录 ${acc.slice(0, 12)}`,
  ])
    assert.equal(copy.split(words).length, 3, words)
  const { at: _, ...said } = (await jwtVerify(provenance, world.ownerKey.public)).payload
  assert.deepEqual(said, {
    acc,
    src: paperDigest,
    out: createHash("sha256").update(copy).digest("hex"),
    form: "derived",
    watermark: acc.slice(0, 12),
  })
})

test("a paper that cannot be marked does not go out; its ticket is used, and logged", async (t) => {
  const world = await ownerWorld(t)
  const bridge = await world.start()
  const unmarkable: [mediaType: string, rule: string][] = [
    ["application/ofd", "mediaType"],
    ["application/pdf", "malformed"],
    ["image/png", "malformed"],
  ]
  for (const [mediaType, rule] of unmarkable) {
    const headers = await world.ticket({ claims: { form: "derived", mediaType } })
    await assertRefused(await bridge.deliver(headers), 409, "paper_unmarkable", { rule })
    await assertRefused(await bridge.deliver(headers), 403, "ticket_refused", { rule: "replay" })
  }
  assert.equal(world.logLines().length, unmarkable.length)
})

test("a paper that is not there, or has changed, is told so and not given", async (t) => {
  const world = await ownerWorld(t)
  const bridge = await world.start()
  const file = join(world.folder, `papers/${paperRef}.txt`)

  await t.test("in the index, not in the folder", async () => {
    const response = await bridge.deliver(await world.ticket({ claims: { ref: "zrzy-7005" } }))
    await assertRefused(response, 404, "paper_missing")
  })
  await t.test("in the folder, not in the index", async () => {
    writeFileSync(join(world.folder, "papers/zrzy-9999.txt"), paperText)
    const response = await bridge.deliver(await world.ticket({ claims: { ref: "zrzy-9999" } }))
    await assertRefused(response, 404, "paper_missing")
  })
  await t.test("one byte longer than registered", async () => {
    writeFileSync(file, `${paperText}!`)
    await assertRefused(await bridge.deliver(await world.ticket()), 409, "paper_changed")
  })
  await t.test("larger than any paper may be", async () => {
    truncateSync(file, 20 * 1024 * 1024 + 1)
    const response = await bridge.deliver(await world.ticket())
    await assertRefused(response, 404, "paper_missing", { rule: "tooLarge" })
  })
  await t.test("a folder where the file should be", async () => {
    rmSync(file)
    mkdirSync(file)
    await assertRefused(await bridge.deliver(await world.ticket()), 404, "paper_missing")
  })
  assert.deepEqual(world.logLines(), [])
})

test("no reference leads out of the folder", async (t) => {
  const world = await ownerWorld(t)
  const bridge = await world.start()
  const ways = [
    "../secret",
    "..\\secret",
    "./zrzy-7004",
    "papers/../zrzy-7004",
    "%2e%2e/secret",
    `${paperRef}\0`,
    "",
    "__proto__",
  ]
  for (const ref of ways) {
    const response = await bridge.deliver(await world.ticket({ claims: { ref } }))
    await assertRefused(response, 404, "paper_missing")
  }
  assert.deepEqual(world.logLines(), [])
})
