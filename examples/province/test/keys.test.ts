import assert from "node:assert/strict"
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, suite, test } from "node:test"
import { sandboxKeys } from "../src/keys.ts"

suite("the sandbox's keys", () => {
  const folder = mkdtempSync(join(tmpdir(), "tongban-keys-"))
  const file = join(folder, "sandbox.json")
  after(() => {
    rmSync(folder, { recursive: true })
  })

  test("are made once, for their owner's eyes only", async () => {
    const made = await sandboxKeys(file)
    const text = readFileSync(file, "utf8")
    assert.deepEqual(await sandboxKeys(file), made)
    assert.equal(readFileSync(file, "utf8"), text)
    assert.equal(statSync(file).mode & 0o777, 0o600)
  })

  test("an older version's folder keeps its keys and gets those that it lacks", async () => {
    const before = await sandboxKeys(file)
    const { "zrzy-portal": _client, ...clients } = before.clients
    const { provenance: _key, uploads: _uploads, ...hub } = before.hub
    const { csv: _cookie, ...cookies } = before.cookies
    const { enc: _enc, ...redeem } = clients["scjg-redeem"]
    const old = { ...before, clients: { ...clients, "scjg-redeem": redeem }, hub, cookies }
    writeFileSync(file, JSON.stringify(old))

    const now = await sandboxKeys(file)
    assert.ok(now.clients["zrzy-portal"].sig.kid && now.clients["scjg-redeem"].enc.kid)
    assert.ok(now.hub.provenance.kid && now.hub.uploads.length === 1 && now.cookies.csv)
    assert.deepEqual({ ...now.hub, ...hub }, now.hub)
    assert.deepEqual({ ...now.clients["scjg-redeem"], ...redeem }, now.clients["scjg-redeem"])
    assert.deepEqual(now.directoryRoot, before.directoryRoot)
    assert.deepEqual(await sandboxKeys(file), now, "and they stay")
  })
})
