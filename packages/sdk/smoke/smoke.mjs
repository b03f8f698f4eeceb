// What a department's server does with the packed SDK, on the Node that runs this, against a real hub.
// `run.mjs` copies it beside the packed SDK; where everything is comes as JSON by the standard input.
import assert from "node:assert/strict"
import { createHash, randomUUID } from "node:crypto"
import { mkdtemp, open, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { createClient, isNetworkError, isProblemError, isTongbanError } from "@tongban/sdk"
import { clientAuth } from "@tongban/sdk/client-auth"
import { openDirectory } from "@tongban/sdk/directory"
import { createGateway } from "@tongban/sdk/gateway"
import { nodeHandler } from "@tongban/sdk/gateway/node"
import { startUpload } from "@tongban/sdk/upload"
import { isWebhookError, verifyWebhook } from "@tongban/sdk/webhooks"

const { origin, identity, itemCode, surfaceToken, requirement } = JSON.parse(
  await text(process.stdin),
)
for (const entry of [openDirectory, createGateway, nodeHandler])
  assert.equal(typeof entry, "function")

const tongban = createClient({ baseUrl: origin, auth: clientAuth(identity), audit: true })

// Writes, pages, answers with their response.
const numbers = Array.from({ length: 5 }, () => `S-${randomUUID()}`)
for (const number of numbers) {
  await tongban.cases.report(number, {
    itemCode,
    state: "IN_REVIEW",
    source: { scheme: "epoint", value: "20" },
    occurredAt: new Date().toISOString(),
  })
}
const seen = []
for await (const kase of tongban.cases.list({ limit: 2 })) seen.push(kase.localNumber)
assert.deepEqual(
  numbers.filter((number) => !seen.includes(number)),
  [],
)
const { response } = await tongban.cases.find({ localNumber: numbers[0] }).withResponse()
assert.equal(response.status, 200)
assert.ok(response.requestId)

// Errors say what they are.
await assert.rejects(tongban.cases.get({ caseId: "nothing" }), (error) => {
  assert.ok(isTongbanError(error) && isProblemError(error, "not_found"))
  return true
})
const away = createClient({ baseUrl: "http://127.0.0.1:9" })
await assert.rejects(away.cases.get({ caseId: "any" }, { deadlineMs: 3_000 }), isNetworkError)
await assert.rejects(
  verifyWebhook(new Request(origin, { method: "POST", body: "{}" }), "whsec_"),
  (error) => isWebhookError(error),
)

// An upload, cut in the middle; after the "reload" it goes on where it was.
const folder = await mkdtemp(join(tmpdir(), "tongban-smoke-"))
const path = join(folder, "plan.pdf")
const bytes = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(3_000_000, randomUUID())])
await writeFile(path, bytes)
const kept = new Map()
const storage = {
  getItem: (name) => kept.get(name) ?? null,
  setItem: (name, value) => void kept.set(name, value),
  removeItem: (name) => void kept.delete(name),
}
const options = {
  hub: origin,
  requirement,
  size: bytes.length,
  fingerprint: "the plan",
  storage,
  authorize: () => ({ authorization: `Bearer ${surfaceToken}` }),
}
const cut = new AbortController()
const onProgress = (sent) => {
  if (sent > 0 && sent < bytes.length) cut.abort()
}
let file = await open(path)
await assert.rejects(
  startUpload(file, { ...options, onProgress, signal: cut.signal }).done,
  isTongbanError,
)
await file.close()
assert.equal(kept.size, 1)
file = await open(path)
const done = await startUpload(file, options).done
await file.close()
assert.equal(done.sha256, createHash("sha256").update(bytes).digest("hex"))
assert.equal(kept.size, 0)
await rm(folder, { recursive: true })
console.log(`the packed SDK works on Node ${process.version}`)
process.exit()
