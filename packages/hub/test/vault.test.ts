import assert from "node:assert/strict"
import { createHash, hkdfSync, randomBytes } from "node:crypto"
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { after, beforeEach, suite, test } from "node:test"
import { seal, unseal } from "../src/seal.ts"
import { folderStore } from "../src/uploads/object-store.ts"
import { keyWrap, mostRecordBytes } from "../src/uploads/seal.ts"
import { createVault } from "../src/uploads/vault.ts"
import type { Vault } from "../src/uploads/vault.ts"

const secret = randomBytes(32).toString("base64url")
const digestOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")

/** Breaks off after what it was given. */
async function* broken(...chunks: Uint8Array[]) {
  yield* chunks
  await Promise.reject(new Error("cut"))
}

suite("the vault of uploads", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tongban-vault-"))
  after(() => rm(folder, { recursive: true }))
  const open = () => createVault(folderStore(folder), keyWrap([secret]))
  let count = 0
  let vault: Vault
  let upload: { id: string; wrapped_key: string }
  let file: string

  beforeEach(() => {
    vault = open()
    const id = `upload-${count++}`
    upload = { id, wrapped_key: vault.newKey(id) }
    file = join(folder, `${id}.records`)
  })
  const add = (bytes: Uint8Array, by = vault) => by.append(upload, Readable.from([bytes]))
  const read = (length: number) => vault.read({ ...upload, length })

  test("pieces of any size are one file, known by heart and after a restart", async () => {
    const bytes = randomBytes(3 * mostRecordBytes + 17)
    let at = 0
    for (const size of [1, 15, mostRecordBytes, 7, 2 * mostRecordBytes, 9e9]) {
      const piece = bytes.subarray(at, at + size)
      at += piece.length
      assert.equal(await add(piece), at)
      for (const by of [vault, open()]) {
        const { arrived, digest, head } = await by.standing(upload).then((s) => ({
          arrived: s.arrived,
          digest: s.digest(),
          head: s.head,
        }))
        assert.deepEqual([arrived, digest], [at, digestOf(bytes.subarray(0, at))])
        assert.deepEqual(head, bytes.subarray(0, Math.min(at, head.length)))
      }
    }
    assert.deepEqual(await read(bytes.length), bytes)
  })

  test("what came before the line broke off stays; what a crash tore does not, and the rest follows", async () => {
    const bytes = randomBytes(mostRecordBytes + 5_000)
    await assert.rejects(vault.append(upload, broken(bytes.subarray(0, 1_000))), /cut/)
    assert.equal((await vault.standing(upload)).arrived, 1_000)
    await add(bytes.subarray(1_000, 4_000))
    await truncate(file, (await readFile(file)).length - 1)
    vault = open()
    assert.equal((await vault.standing(upload)).arrived, 1_000)
    await add(bytes.subarray(1_000))
    assert.deepEqual(await read(bytes.length), bytes)
    assert.equal((await open().standing(upload)).digest(), digestOf(bytes))
  })

  test("two processes that write one upload cost a piece, never the file", async () => {
    const bytes = randomBytes(50_000)
    const other = open()
    await add(bytes.subarray(0, 10_000))
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow = vault.append(
      upload,
      (async function* () {
        yield bytes.subarray(10_000, 20_000)
        await held
      })(),
    )
    // The same bytes and more, by another process, before the first has written its own.
    assert.equal(await add(bytes.subarray(10_000, 30_000), other), 30_000)
    release()
    assert.equal(await slow, 30_000, "its own counted for nothing")
    assert.equal(await add(bytes.subarray(30_000)), 50_000)
    assert.equal((await other.standing(upload)).arrived, 50_000)
    for (const by of [vault, other])
      assert.equal((await by.standing(upload)).digest(), digestOf(bytes))
    assert.deepEqual(await read(bytes.length), bytes)
  })

  test("a bit that changed, a record that is gone, another upload's: not given out", async () => {
    const bytes = randomBytes(3_000)
    for (let at = 0; at < 3_000; at += 1_000) await add(bytes.subarray(at, at + 1_000))
    const sealed = await readFile(file)
    const record = sealed.length / 3
    const [one, two, three] = [0, 1, 2].map((n) => sealed.subarray(n * record, (n + 1) * record))
    assert.ok(one && two && three)
    const changed = Buffer.from(sealed)
    changed[20] = (changed[20] ?? 0) ^ 1
    const moved = Buffer.from(sealed)
    moved.writeBigUInt64BE(1_000n)
    for (const [what, wrong] of Object.entries({
      changed,
      moved,
      shortened: Buffer.concat([one, two]),
      without: Buffer.concat([one, three]),
      swapped: Buffer.concat([two, one, three]),
    })) {
      await writeFile(file, wrong)
      await assert.rejects(read(3_000), { name: "SealBroken" }, what)
    }
    await writeFile(file, sealed)
    await appendFile(file, one)
    assert.deepEqual(await read(3_000), bytes, "a record once more counts for nothing")
    const id = "another"
    await writeFile(join(folder, `${id}.records`), sealed)
    const stranger = { id, wrapped_key: vault.newKey(id), length: 3_000 }
    await assert.rejects(vault.read(stranger), { name: "SealBroken" })
  })

  test("what was sealed whole, by version 1, is still read, and goes with its upload", async () => {
    const bytes = randomBytes(3_000)
    const { id, wrapped_key } = upload
    const derived = (from: Uint8Array, use: string) =>
      Buffer.from(hkdfSync("sha256", from, "", `tongban upload ${use}`, 32))
    const wrap = derived(Buffer.from(secret, "base64url"), "wrap")
    const key = unseal(wrap, id, Buffer.from(wrapped_key, "base64url"))
    await writeFile(join(folder, `${id}.sealed`), seal(derived(key, "object"), id, bytes))
    assert.deepEqual(await read(3_000), bytes)
    await vault.drop(id)
    assert.equal(await read(3_000), undefined)
  })
})
