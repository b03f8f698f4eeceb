import assert from "node:assert/strict"
import { before, suite, test } from "node:test"
import { calculateJwkThumbprint, CompactSign, importJWK } from "jose"
import { DirectoryError, openDirectory, signDirectory } from "@tongban/sdk/directory"
import type { DirectoryContent } from "@tongban/sdk/directory"
import type { PrivateJwk } from "@tongban/sdk/client-auth"
import { newKey, publicOf } from "./support/keys.ts"

suite("the directory of keys, as a bridge pins it", () => {
  let root: PrivateJwk
  let key: PrivateJwk
  let content: DirectoryContent
  let signed: string

  before(async () => {
    ;[root, key] = [await newKey(), await newKey()]
    const keys = { sig: publicOf(key), enc: publicOf(key) }
    content = {
      version: 7,
      entries: [
        {
          department: "b",
          client: "b-serve",
          instance: "b-1",
          url: "https://b.example",
          ...keys,
          status: "active",
        },
        { department: "c", client: "c-redeem", instance: "c-1", ...keys, status: "revoked" },
      ],
      hub: { ticketKey: publicOf(key), logKey: publicOf(key) },
    }
    signed = await signDirectory(content, root)
  })

  test("opens under its root key, and finds an entry by client, instance and key", async () => {
    const directory = await openDirectory(signed, publicOf(root))
    assert.equal(directory.version, 7)
    assert.equal(directory.entryOf("b-serve")?.url, "https://b.example")
    assert.equal(directory.entryOf("b-serve", "b-2"), undefined)
    assert.equal(
      directory.byThumbprint(await calculateJwkThumbprint(publicOf(key)))?.client,
      "b-serve",
    )
  })

  test("a revoked entry is none", async () => {
    const directory = await openDirectory(signed, publicOf(root))
    assert.equal(directory.entryOf("c-redeem"), undefined)
  })

  test("another root, a changed content or another kind of word: refused", async () => {
    const [header = "", , signature = ""] = signed.split(".")
    const changed = Buffer.from(JSON.stringify({ ...content, version: 8 })).toString("base64url")
    const otherKind = await new CompactSign(Buffer.from(JSON.stringify(content)))
      .setProtectedHeader({ alg: "ES256", typ: "JWT" })
      .sign(await importJWK(root, "ES256"))
    for (const [jws, by] of [
      [signed, await newKey()],
      [[header, changed, signature].join("."), root],
      [otherKind, root],
      ["", root],
    ] as const) {
      await assert.rejects(openDirectory(jws, publicOf(by)), DirectoryError)
    }
  })

  test("a version lower than one seen before: refused", async () => {
    await assert.rejects(
      openDirectory(signed, publicOf(root), { atLeast: 8 }),
      /version 7 is older than 8/,
    )
    assert.equal((await openDirectory(signed, publicOf(root), { atLeast: 7 })).version, 7)
  })
})
