import assert from "node:assert/strict"
import { createHash, randomBytes } from "node:crypto"
import { once } from "node:events"
import { mkdtemp, open, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { after, before, suite, test } from "node:test"
import { isAbortedError, isAuthRequiredError, isDriftError, isProblemError } from "@tongban/sdk"
import type { KeyStorage } from "@tongban/sdk"
import { startUpload } from "@tongban/sdk/upload"
import type { UploadOptions } from "@tongban/sdk/upload"
import { he, item } from "../../../hub/test/support/hub-settings.ts"
import { HubWorld } from "../../../hub/test/support/hub-world.ts"
import type { CitizenSession } from "../../../hub/test/support/citizen-session.ts"
import { pdf, surfaceFor } from "../../../hub/test/support/uploading.ts"
import { HashedSource } from "../../src/upload/source.ts"
import type { SentPiece } from "../../src/upload/source.ts"

const mb = 1024 * 1024
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")
const fileOf = (bytes: Uint8Array) =>
  new File([new Uint8Array(bytes)], "plan.pdf", { lastModified: 1 })

const inChunks = (bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      bytes.subarray(n * size, (n + 1) * size),
    ),
  )

/** What a page's storage does. */
function newStorage(): KeyStorage & { kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  }
}

/** A `fetch` that counts the bytes which it sends, and may be cut. */
function countingFetch(cutAfterBytes = Infinity) {
  const seen = { sent: 0, patches: 0 }
  const cut = new EventTarget()
  const counting: typeof fetch = async (url, init) => {
    const { byteLength = 0 } = (init?.body ?? {}) as Partial<Uint8Array>
    if (seen.sent + byteLength > cutAfterBytes) {
      cut.dispatchEvent(new Event("cut"))
      throw new TypeError("cut")
    }
    seen.sent += byteLength
    if (init?.method === "PATCH") seen.patches++
    return fetch(url, init)
  }
  return { seen, cut: once(cut, "cut"), fetch: counting }
}

suite("uploads by the SDK, to a real hub", () => {
  let world: HubWorld
  let citizen: CitizenSession

  before(async () => {
    world = await HubWorld.make()
    citizen = await world.logIn(he)
  })
  after(() => world.close())

  const options = async (change: Partial<UploadOptions> = {}): Promise<UploadOptions> => {
    const { token } = await surfaceFor(citizen)
    return {
      hub: world.origin,
      requirement: item.selfMade,
      authorize: () => ({ authorization: `Bearer ${token}` }),
      ...change,
    }
  }

  test("a file arrives in growing pieces, each byte sent once, and both ends find the same digest", async () => {
    const bytes = pdf(9 * mb)
    const { seen, fetch } = countingFetch()
    const told: number[] = []
    const onProgress = (sent: number) => told.push(sent)
    const done = await startUpload(fileOf(bytes), await options({ fetch, onProgress })).done
    assert.match(done.material, /^[0-9a-f-]{36}$/)
    assert.deepEqual([done.sha256, done.size], [sha256(bytes), bytes.length])
    assert.equal(seen.sent, bytes.length)
    assert.ok(seen.patches < 18, `${seen.patches} pieces of 512 KB`)
    assert.equal(told.at(-1), bytes.length)
    assert.deepEqual(
      told,
      told.toSorted((a, b) => a - b),
    )
  })

  test("a stream of odd chunks, which can be read only once, arrives too", async () => {
    const bytes = pdf(2 * mb + 17)
    const size = bytes.length
    const { done } = startUpload(inChunks(bytes, 65_521), await options({ size }))
    assert.equal((await done).sha256, sha256(bytes))
    assert.throws(() => startUpload(inChunks(bytes, 10), { hub: world.origin } as UploadOptions), {
      name: "TypeError",
      message: /give `size`/,
    })
  })

  test("an open file goes as it is read; cut on its way, it goes on with what the hub has not", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tongban-upload-"))
    const bytes = pdf(19 * mb)
    await writeFile(join(folder, "plan.pdf"), bytes)
    const file = await open(join(folder, "plan.pdf"))
    let isCut = false
    /** Cuts the first piece that flows, after 3 MB of it. */
    const cutting: typeof fetch = (url, init) => {
      if (isCut || !(init?.body instanceof ReadableStream)) return fetch(url, init)
      isCut = true
      let passed = 0
      const cut = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, line) {
          passed += chunk.length
          if (passed > 3 * mb) line.error(new TypeError("cut"))
          else line.enqueue(chunk)
        },
      })
      return fetch(url, { ...init, body: init.body.pipeThrough(cut) })
    }
    const given = await options({ size: bytes.length, fetch: cutting })
    const done = await startUpload(file, given).done
    await file.close()
    await rm(folder, { recursive: true })
    assert.equal(done.sha256, sha256(bytes))
  })

  test("after a reload it goes on where it was, with the digest of the whole", async () => {
    const bytes = pdf(5 * mb)
    const storage = newStorage()
    const given = await options({ storage })
    const first = countingFetch(2 * mb)
    const page = startUpload(fileOf(bytes), { ...given, fetch: first.fetch })
    await first.cut
    await assert.rejects(async () => {
      const signal = AbortSignal.abort()
      page.pause()
      await startUpload(fileOf(bytes), { ...given, signal }).done
    }, isAbortedError)
    assert.ok(first.seen.sent > 0 && first.seen.sent <= 2 * mb)
    assert.equal(storage.kept.size, 1)
    assert.ok(![...storage.kept].join().includes("plan"), "nothing readable of the file is kept")
    const second = countingFetch()
    const done = await startUpload(fileOf(bytes), { ...given, fetch: second.fetch }).done
    assert.equal(done.sha256, sha256(bytes))
    assert.equal(first.seen.sent + second.seen.sent, bytes.length)
    assert.equal(storage.kept.size, 0)
  })

  test("a file that changed meanwhile is refused, and nothing of it kept", async () => {
    const bytes = pdf(3 * mb)
    const storage = newStorage()
    const given = await options({ storage })
    const { cut, fetch } = countingFetch(mb)
    const page = startUpload(fileOf(bytes), { ...given, fetch })
    await cut
    page.pause()
    const changed = Buffer.from(bytes)
    changed[100] = (changed[100] ?? 0) ^ 1
    await assert.rejects(startUpload(fileOf(changed), given).done, (error) =>
      isProblemError(error, "upload_changed"),
    )
    assert.equal(storage.kept.size, 0)
  })

  test("pause and resume cost nothing that has arrived; cancel ends it here and there", async () => {
    const bytes = pdf(4 * mb)
    const storage = newStorage()
    const given = await options({ storage })
    const upload = startUpload(fileOf(bytes), given)
    upload.pause()
    upload.resume()
    assert.equal((await upload.done).sha256, sha256(bytes))

    const line = countingFetch(mb)
    const second = startUpload(fileOf(bytes), { ...given, fetch: line.fetch })
    await line.cut
    const [url = ""] = storage.kept.values()
    await second.cancel()
    await assert.rejects(second.done, isAbortedError)
    assert.equal(storage.kept.size, 0)
    const gone = await fetch(url, {
      method: "HEAD",
      headers: { ...(await given.authorize("HEAD", url)), "tus-resumable": "1.0.0" },
    })
    assert.equal(gone.status, 404)
  })

  test("refusals are the hub's own, with their codes", async () => {
    const given = await options()
    const failing = (change: Partial<UploadOptions>, bytes = pdf(1000)) =>
      startUpload(fileOf(bytes), { ...given, ...change }).done
    await assert.rejects(failing({ requirement: "no-such" }), (error) =>
      isProblemError(error, "requirement_unknown"),
    )
    await assert.rejects(failing({ authorize: () => ({}) }), isAuthRequiredError)
    await assert.rejects(failing({}, randomBytes(1000)), (error) =>
      isProblemError(error, "upload_type_refused"),
    )
    const elsewhere: typeof fetch = () =>
      Promise.resolve(
        new Response(null, { status: 201, headers: { location: "https://other.example/1" } }),
      )
    await assert.rejects(failing({ fetch: elsewhere }), isDriftError)
  })
})

test("a source reads each byte once, whatever the pieces, and sends the last piece again", async () => {
  const bytes = randomBytes(100_000)
  let read = 0
  async function* readOnce() {
    for await (const chunk of inChunks(bytes, 999)) {
      read += chunk.length
      yield chunk
    }
  }
  const source = new HashedSource(readOnce(), bytes.length)
  const held = (piece: SentPiece) => piece.body(() => undefined) as Uint8Array
  const got: Uint8Array[] = []
  let at = 0
  for (const size of [10, 5000, 7, 50_000, 1, 60_000, 60_000, 60_000]) {
    if (at === bytes.length) break
    const { value } = await source.slice(at, Math.min(at + size, bytes.length))
    const { value: repeated } = await source.slice(at, at + value.size)
    assert.deepEqual(held(repeated), held(value))
    got.push(Uint8Array.from(held(value)))
    at += value.size
  }
  while (at < bytes.length) {
    const { value } = await source.slice(at, bytes.length)
    got.push(Uint8Array.from(held(value)))
    at += value.size
  }
  assert.deepEqual(Buffer.concat(got), bytes)
  assert.equal(read, bytes.length)
  assert.equal(Buffer.from(source.digest ?? []).toString("hex"), sha256(bytes))
  await assert.rejects(source.slice(0, 10), /cannot go back/)
})

test("what can be read again is not held: it is read as it goes, hashed once, and its end goes last", async () => {
  const bytes = randomBytes(20 * mb + 7)
  let read = 0
  const file = {
    read(buffer: Uint8Array, offset: number, length: number, position: number) {
      const part = bytes.subarray(position, position + length)
      buffer.set(part, offset)
      read += part.length
      return Promise.resolve({ bytesRead: part.length })
    },
  }
  const source = new HashedSource(file, bytes.length)
  const sent = async (piece: SentPiece, stopAfter = Infinity) => {
    const chunks: Uint8Array[] = []
    const body = piece.body(() => undefined) as ReadableStream<Uint8Array>
    for await (const chunk of body) {
      chunks.push(chunk)
      if (Buffer.concat(chunks).length > stopAfter) break
    }
    return Buffer.concat(chunks)
  }
  const first = await source.slice(0, bytes.length)
  assert.equal(first.done, false, "the end is held")
  await sent(first.value, 5 * mb)
  // Begun again before where it was: read again, and hashed no second time.
  const again = await source.slice(2 * mb, bytes.length)
  assert.deepEqual(await sent(again.value), bytes.subarray(2 * mb, bytes.length - mb / 4))
  assert.ok(read < 26 * mb)
  const last = await source.slice(bytes.length - mb / 4, bytes.length)
  assert.equal(last.done, true)
  assert.equal(Buffer.from(source.digest ?? []).toString("hex"), sha256(bytes))
})
