import assert from "node:assert/strict"
import { createHash, randomUUID } from "node:crypto"
import { createServer } from "node:http"
import type { RequestListener, Server } from "node:http"
import { after, before, suite, test } from "node:test"
import { CompactEncrypt, importJWK, SignJWT } from "jose"
import type { Redemption } from "@tongban/standards"
import { clientAuth } from "@tongban/sdk/client-auth"
import type { PrivateJwk } from "@tongban/sdk/client-auth"
import { openDirectory, signDirectory } from "@tongban/sdk/directory"
import { receive } from "../src/delivery/receive.ts"
import { newKey, publicOf } from "./support/keys.ts"

const hub = "https://hub.example.gov.cn"
const paper = new TextEncoder().encode("样例文件，没有任何效力。\n")
const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex")
const acc = sha256("a use")
const copy = new TextEncoder().encode("样例文件，没有任何效力。加注件\n")
const marked = { form: "derived", watermark: acc.slice(0, 12) }

/** The recipient's side of a delivery, against an owner that does as each test says. */
suite("a recipient trusts nothing that it cannot check", () => {
  let server: Server
  let url: string
  let answer: RequestListener
  const keys = {} as Record<"root" | "log" | "owner" | "recipient" | "stranger", PrivateJwk>

  before(async () => {
    for (const name of ["root", "log", "owner", "recipient", "stranger"] as const)
      keys[name] = await newKey()
    server = createServer((request, response) => {
      answer(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const address = server.address()
    url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const sign = async (key: PrivateJwk, typ: string, claims: Record<string, unknown>) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", typ })
      .sign(await importJWK(key, "ES256"))

  interface Owner {
    bytes?: Uint8Array
    signer?: PrivateJwk
    claims?: Record<string, unknown>
    sealedTo?: PrivateJwk
  }

  /** An owner's answer; each change is one way to be wrong. */
  async function ownerAnswers({
    bytes = paper,
    signer = keys.owner,
    claims = {},
    sealedTo = keys.recipient,
  }: Owner = {}) {
    const said = {
      acc,
      src: sha256(paper),
      out: sha256(bytes),
      form: "original",
      at: new Date().toISOString(),
      ...claims,
    }
    const provenance = await sign(signer, "tongban-provenance+jwt", said)
    const content = await new CompactEncrypt(bytes)
      .setProtectedHeader({ alg: "ECDH-ES+A256KW", enc: "A256GCM" })
      .encrypt(await importJWK(publicOf(sealedTo), "ECDH-ES+A256KW"))
    answer = (_, response) => response.end(JSON.stringify({ provenance, content }))
  }

  async function received(
    change: {
      promise?: Record<string, unknown>
      promisedBy?: PrivateJwk
      owner?: string
      form?: Redemption["form"]
    } = {},
  ) {
    const { promise = {}, promisedBy = keys.log, owner = "b-serve", form = "original" } = change
    const directory = await openDirectory(
      await signDirectory(
        {
          version: 1,
          entries: [
            {
              department: "b",
              client: "b-serve",
              instance: "b-1",
              url,
              sig: publicOf(keys.owner),
              enc: publicOf(keys.owner),
              status: "active",
            },
          ],
          hub: { ticketKey: publicOf(keys.log), logKey: publicOf(keys.log) },
        },
        keys.root,
      ),
      publicOf(keys.root),
    )
    const redemption: Redemption = {
      id: randomUUID(),
      requirement: "r6",
      caseId: "case",
      material: {
        name: { zh: "证书" },
        digest: sha256(paper),
        mediaType: "text/plain",
        size: paper.length,
        fields: [],
      },
      owner: { client: owner, instance: "b-1" },
      purpose: { zh: "办理" },
      form,
      acc,
      logPromise: await sign(promisedBy, "tongban-log-promise+jwt", { iss: hub, acc, ...promise }),
      ticket: "a-ticket-that-only-the-owner-reads",
      at: new Date().toISOString(),
    }
    const auth = clientAuth({
      issuer: `${hub}/oidc`,
      clientId: "a-redeem",
      assertionKey: keys.recipient,
      dpopKey: keys.recipient,
    })
    const fromHub = () => Promise.reject(new Error("the hub keeps none of these"))
    return receive(redemption, {
      auth,
      issuer: hub,
      directory,
      decryptionKey: keys.recipient,
      fromHub,
    })
  }

  const owedFor = async (change: Parameters<typeof received>[0] = {}) => {
    const result = await received(change)
    assert.ok(result.status === "owed", "nothing is taken")
    assert.ok(!("bytes" in result))
    return [result.problem.code, result.problem.params["why"] ?? result.problem.params["rule"]]
  }

  test("a good paper arrives, with its receipt", async () => {
    await ownerAnswers()
    const result = await received()
    assert.ok(result.status === "delivered")
    assert.deepEqual(result.bytes, paper)
    assert.equal(result.useReceipt.acc, acc)
  })

  const wrong: [what: string, owner: () => Owner, why: string][] = [
    [
      "other bytes than registered",
      () => ({ bytes: new TextEncoder().encode("else"), claims: { src: sha256("else") } }),
      "the paper is not the registered one",
    ],
    [
      "bytes that it did not sign for",
      () => ({ claims: { out: sha256("else") } }),
      "the bytes are not those that the owner signed for",
    ],
    [
      "other bytes for the original",
      () => ({ bytes: new TextEncoder().encode("else") }),
      "the original is not the registered paper",
    ],
    [
      "a marked copy where the original was granted",
      () => ({ bytes: copy, claims: marked }),
      "the paper has another form than was granted",
    ],
    [
      "a word for another use",
      () => ({ claims: { acc: sha256("another use") } }),
      "the provenance is of another use",
    ],
    [
      "a stranger's signature",
      () => ({ signer: keys.stranger }),
      "the provenance is not signed by the owner",
    ],
    [
      "a paper sealed to somebody else",
      () => ({ sealedTo: keys.stranger }),
      "the paper is not sealed to this recipient",
    ],
  ]
  for (const [what, owner, why] of wrong) {
    test(`the owner gives ${what}: owed`, async () => {
      await ownerAnswers(owner())
      assert.deepEqual(await owedFor(), ["delivery_untrusted", why])
    })
  }

  test("a copy with the watermark of this use arrives where a copy was granted", async () => {
    await ownerAnswers({ bytes: copy, claims: marked })
    const result = await received({ form: "derived" })
    assert.ok(result.status === "delivered")
    assert.deepEqual(result.bytes, copy)
  })

  const wrongCopies: [what: string, owner: () => Owner, why: string][] = [
    [
      "the original where a copy was granted",
      () => ({}),
      "the paper has another form than was granted",
    ],
    [
      "the original, called a copy",
      () => ({ claims: marked }),
      "the copy carries no watermark of this use",
    ],
    [
      "a copy without a watermark",
      () => ({ bytes: copy, claims: { form: "derived" } }),
      "the copy carries no watermark of this use",
    ],
    [
      "a copy with the watermark of another use",
      () => ({ bytes: copy, claims: { ...marked, watermark: sha256("another").slice(0, 12) } }),
      "the copy carries no watermark of this use",
    ],
    [
      "a copy that was tampered with",
      () => ({ bytes: copy, claims: { ...marked, out: sha256("as it was marked") } }),
      "the bytes are not those that the owner signed for",
    ],
  ]
  for (const [what, owner, why] of wrongCopies) {
    test(`the owner gives ${what}: owed`, async () => {
      await ownerAnswers(owner())
      assert.deepEqual(await owedFor({ form: "derived" }), ["delivery_untrusted", why])
    })
  }

  test("a log promise of another key or for another entry: the owner is not even asked", async () => {
    answer = () => assert.fail("the owner was asked")
    const why = "the log promise does not verify"
    assert.deepEqual(await owedFor({ promisedBy: keys.stranger }), ["delivery_untrusted", why])
    assert.deepEqual(await owedFor({ promise: { acc: sha256("another") } }), [
      "delivery_untrusted",
      why,
    ])
    assert.deepEqual(await owedFor({ promise: { iss: "https://evil.example" } }), [
      "delivery_untrusted",
      why,
    ])
  })

  test("an owner that the directory does not name is not asked", async () => {
    answer = () => assert.fail("the owner was asked")
    assert.deepEqual(await owedFor({ owner: "x-serve" }), [
      "delivery_untrusted",
      "the owner is not in the directory",
    ])
  })

  test("a redirect is not followed; garbage, a refusal, silence are told as they are", async () => {
    answer = (_, response) => response.writeHead(307, { location: "http://127.0.0.1:1/" }).end()
    assert.deepEqual(await owedFor(), ["owner_away", undefined])
    answer = (_, response) => response.end("<html>")
    assert.deepEqual(await owedFor(), [
      "delivery_untrusted",
      "the answer is not as the contract says",
    ])
    answer = (_, response) =>
      response
        .writeHead(403)
        .end(JSON.stringify({ code: "ticket_refused", params: { rule: "replay" } }))
    assert.deepEqual(await owedFor(), ["ticket_refused", "replay"])
    answer = (request) => request.socket.destroy()
    assert.deepEqual(await owedFor(), ["owner_away", undefined])
  })

  test("an answer without end is cut off", async () => {
    answer = (_, response) => {
      const chunk = Buffer.alloc(1024 * 1024, "x")
      const more = () => {
        while (!response.destroyed && response.write(chunk));
        response.once("drain", more)
      }
      more()
    }
    assert.deepEqual(await owedFor(), ["delivery_untrusted", "the answer is too large"])
  })
})
