import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { request } from "node:http"
import { join } from "node:path"
import { after, before, suite, test } from "node:test"
import { compactDecrypt, importJWK, jwtVerify } from "jose"
import * as tus from "tus-js-client"
import { uploadRules } from "@tongban/standards/words"
import { openDatabase } from "../src/store/open.ts"
import { folderStore } from "../src/uploads/object-store.ts"
import { keyWrap } from "../src/uploads/seal.ts"
import { sweepUploads } from "../src/uploads/sweep.ts"
import { createVault } from "../src/uploads/vault.ts"
import { redemptionsOf } from "./support/answers.ts"
import { he, item, xu } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"
import type { CitizenSession } from "./support/citizen-session.ts"
import { startHubProcess } from "./support/hub-process.ts"
import {
  codeOf,
  digestOf,
  marker,
  patchHeaders,
  pdf,
  RawTus,
  surfaceFor,
} from "./support/uploading.ts"

const mb = 1024 * 1024
const paper = { name: { zh: "规章制度" }, fields: [] }

suite("uploads, by tus and sealed", () => {
  let world: HubWorld
  let citizen: CitizenSession

  before(async () => {
    world = await HubWorld.make()
    citizen = await world.logIn(he)
  })
  after(() => world.close())

  const objects = () => world.settings.objectFolder
  const heldFor = async (token: string, by = citizen) => {
    const { body } = await by.atHub(
      "GET",
      `/v1/surface/held?requirement=${item.selfMade}`,
      undefined,
      { authorization: `Bearer ${token}` },
    )
    return (body as { fits: { id: string; grade: string; upload?: object }[] }).fits
  }
  const redeem = (handle: string) =>
    world.call("a-redeem", "POST", "/v1/redemptions", {
      handles: [handle],
      localNumber: `N-${randomUUID()}`,
      operator: { kind: "system", name: "test" },
    })
  /** Uploads, agrees and redeems: all that comes before the bytes. */
  const redeemed = async (bytes: Uint8Array) => {
    const { token } = await surfaceFor(citizen)
    return redeemedAs(token, await new RawTus(world, token).whole(bytes))
  }
  const redeemedAs = async (token: string, material: string) => {
    const choices = [{ requirement: item.selfMade, material }]
    const { body } = await citizen.decide(token, material, { choices }, paper)
    const [picked] = (body as { items: { kind: string; handle: string }[] }).items
    const [redemption] = redemptionsOf(await redeem(picked?.handle ?? ""))
    assert.ok(redemption)
    return { picked, redemption, material }
  }
  const fetchContent = (id: string, by: "a-redeem" | "b-redeem" = "a-redeem") =>
    world.call(by, "GET", `/v1/redemptions/${id}/content`, undefined, null)

  test("a foreign tus client uploads in pieces; the file is a paper of its person's, of grade C", async () => {
    const { token } = await surfaceFor(citizen)
    const bytes = pdf(3 * mb)
    const progress: number[] = []
    const material = await new Promise<string | undefined>((resolve, reject) => {
      new tus.Upload(bytes, {
        endpoint: `${world.origin}/uploads`,
        headers: { authorization: `Bearer ${token}` },
        metadata: { requirement: item.selfMade },
        chunkSize: 512 * 1024,
        onChunkComplete: (_, accepted) => progress.push(accepted),
        onError: reject,
        onSuccess: ({ lastResponse }) => {
          resolve(lastResponse.getHeader("tongban-material"))
        },
      }).start()
    })
    assert.equal(progress.length, 6)
    const [held] = (await heldFor(token)).filter(({ id }) => id === material)
    assert.equal(held?.grade, "C")
    assert.deepEqual(held.upload, { mediaType: "application/pdf", size: bytes.length })
  })

  test("nothing readable lies on the disk: not while it comes, not when it is whole", async () => {
    const { token } = await surfaceFor(citizen)
    const raw = new RawTus(world, token)
    const bytes = pdf(200_000)
    const path = await raw.begun(bytes.length)
    await raw.patch(path, 0, bytes.subarray(0, 50_001))
    const id = path.split("/").pop() ?? ""
    const stored = () => readFileSync(join(objects(), `${id}.records`)).length
    assert.ok(stored() > 50_001)
    assertUnreadable(objects())
    await raw.patch(path, 50_001, bytes.subarray(50_001))
    assert.ok(stored() < bytes.length + 200, "what came is not kept twice")
    assertUnreadable(objects())
  })

  test("odd pieces at any offset, and one byte at a time, make the same file", async () => {
    const { token } = await surfaceFor(citizen)
    const raw = new RawTus(world, token)
    const bytes = pdf(300)
    const path = await raw.begun(bytes.length)
    let offset = 0
    for (const size of [1, 15, 16, 17, 1, 1, 33, 100]) {
      await raw.patch(path, offset, bytes.subarray(offset, offset + size))
      offset += size
    }
    assert.equal(await raw.offset(path), offset)
    const done = await raw.patch(path, offset, bytes.subarray(offset))
    const found = await digestOfMaterial(done.headers.get("tongban-material") ?? "")
    assert.equal(found, digestOf(bytes))
  })

  test("the hub killed in the middle of a piece: what had come stays, the rest follows, the digest is right", async () => {
    const { token } = await surfaceFor(citizen)
    const bytes = pdf(4 * mb)
    await world.stop()
    const killed = await startHubProcess(world.settings)
    const raw = new RawTus(world, token)
    const path = await raw.begun(bytes.length)
    await raw.patch(path, 0, bytes.subarray(0, mb))
    // Half a piece, then nothing more: the hub dies while it waits.
    const half = request(world.origin + path, {
      method: "PATCH",
      headers: {
        authorization: `Bearer ${token}`,
        "tus-resumable": "1.0.0",
        ...patchHeaders(mb),
        "content-length": String(bytes.length - mb),
      },
    })
    half.on("error", () => undefined)
    half.write(bytes.subarray(mb, 2 * mb))
    const file = join(objects(), `${path.split("/").pop() ?? ""}.records`)
    while (readFileSync(file).length <= 1.2 * mb)
      await new Promise((resolve) => setImmediate(resolve))
    await killed.kill()
    half.destroy()
    assertUnreadable(objects())

    await world.start()
    const offset = await raw.offset(path)
    assert.ok(offset > mb && offset <= 2 * mb, `goes on at ${offset}`)
    const done = await raw.patch(path, offset, bytes.subarray(offset))
    const found = await digestOfMaterial(done.headers.get("tongban-material") ?? "")
    assert.equal(found, digestOf(bytes))
  })

  test("it is consented to, redeemed and delivered like any other: the same bytes, the hub's signed word", async () => {
    const bytes = pdf(100_000)
    const { picked, redemption } = await redeemed(bytes)
    assert.equal(picked?.kind, "upload")
    assert.deepEqual(redemption.owner, { client: "hub", instance: "hub" })
    assert.equal(redemption.material.digest, digestOf(bytes))

    const { status, body } = await fetchContent(redemption.id)
    assert.equal(status, 200, JSON.stringify(body))
    const { provenance, content } = body as { provenance: string; content: string }
    const { plaintext } = await compactDecrypt(
      content,
      await importJWK(world.key("a-redeem"), "ECDH-ES+A256KW"),
    )
    assert.equal(digestOf(plaintext), digestOf(bytes))
    const { d: _, ...key } = world.settings.keys.provenance
    const said = (await jwtVerify(provenance, await importJWK(key, "ES256"))).payload
    assert.deepEqual(
      [said["acc"], said["src"], said["out"], said["form"]],
      [redemption.acc, digestOf(bytes), digestOf(bytes), "original"],
    )
    const again = await Promise.all(Array.from({ length: 5 }, () => fetchContent(redemption.id)))
    const [refused, ...more] = again.filter((each) => each.status !== 200)
    assert.deepEqual(more, [], "five times in all, however they come")
    assert.deepEqual(
      [refused?.code, refused?.params],
      ["ticket_refused", { rule: "too_often", most: 5 }],
    )
  })

  test("only its recipient fetches it, and only while the ticket lives", async () => {
    const { redemption } = await redeemed(pdf(5_000))
    assert.equal((await fetchContent(redemption.id, "b-redeem")).code, "not_found")
    assert.equal((await fetchContent(randomUUID())).code, "not_found")
    const other = world.auth("a-redeem", world.key("b-redeem"))
    const path = `/v1/redemptions/${redemption.id}/content`
    assert.equal((await world.call(other, "GET", path, undefined, null)).code, "not_found")
    try {
      world.ahead = 61_000
      assert.equal((await fetchContent(redemption.id)).code, "ticket_refused")
    } finally {
      world.ahead = 0
    }
  })

  test("a byte changed on the disk is not given out", async () => {
    const { redemption, material } = await redeemed(pdf(5_000))
    const file = join(objects(), `${material}.records`)
    const sealed = readFileSync(file)
    sealed[2_000] = (sealed[2_000] ?? 0) ^ 1
    writeFileSync(file, sealed)
    const answer = await fetchContent(redemption.id)
    assert.equal(answer.code, "paper_changed")
  })

  test("another person, another surface, no token, a path of tricks: there is no such upload", async () => {
    const { token } = await surfaceFor(citizen)
    const raw = new RawTus(world, token)
    const path = await raw.begun(1_000)
    const other = await world.logIn(xu)
    const [theirs, sibling] = [await surfaceFor(other), await surfaceFor(citizen)]
    for (const stranger of [theirs.token, sibling.token]) {
      const by = new RawTus(world, stranger)
      assert.equal((await by.send("HEAD", path)).status, 404)
      assert.equal(await codeOf(await by.patch(path, 0, pdf(1_000))), "not_found")
      assert.equal(await codeOf(await by.send("DELETE", path)), "not_found")
    }
    assert.equal(await codeOf(await new RawTus(world, "nobody").begin(10)), "unauthenticated")
    const database = "..%2Fpglite%2FPG_VERSION"
    for (const trick of [database, "..%5C..", "%2e%2e", "a%00b", `${path.slice(9)}%2f..`, ""]) {
      const response = await raw.send("PATCH", `/uploads/${trick}`, patchHeaders(0), pdf(10))
      assert.equal(await codeOf(response), "not_found", trick)
    }
    assert.equal(await raw.offset(path), 0, "and its own still stands")

    const material = await raw.whole(pdf(2_000))
    assert.ok(!(await heldFor(theirs.token, other)).some(({ id }) => id === material))
    const choices = [{ requirement: item.selfMade, material }]
    const stolen = await other.decide(theirs.token, material, { choices }, paper)
    assert.equal(stolen.code, "material_unfit")
    assert.ok(
      (await heldFor(sibling.token)).some(({ id }) => id === material),
      "offered again",
    )
  })

  test("empty, too large, of another kind than it says, for a paper that takes none: refused, nothing kept", async () => {
    const { token } = await surfaceFor(citizen, [item.selfMade, item.requirement])
    const raw = new RawTus(world, token)
    assert.equal(await codeOf(await raw.begin(0)), "upload_empty")
    assert.equal(await codeOf(await raw.begin(uploadRules.mostBytes + 1)), "upload_too_large")
    assert.equal(await codeOf(await raw.begin(10, item.requirement)), "upload_not_accepted")
    assert.equal(await codeOf(await raw.begin(10, "r9")), "requirement_unknown")

    const before = readdirSync(objects()).length
    const text = Buffer.from("a text that calls itself contract.pdf")
    const path = await raw.begun(text.length)
    const refused = await raw.patch(path, 0, text)
    assert.equal(refused.status, 415)
    assert.equal(await codeOf(refused), "upload_type_refused")
    assert.equal((await raw.send("HEAD", path)).status, 404)
    assert.equal(readdirSync(objects()).length, before)
  })

  test("ten unfinished files a person, not eleven; a finished or cancelled one makes room", async () => {
    const other = await world.logIn(xu)
    const { token } = await surfaceFor(other)
    const raw = new RawTus(world, token)
    const paths: string[] = []
    for (let at = 0; at < uploadRules.mostOpen; at++) paths.push(await raw.begun(1_000))
    assert.equal(await codeOf(await raw.begin(1_000)), "uploads_open")
    assert.equal((await raw.send("DELETE", paths[0] ?? "")).status, 204)
    paths[0] = await raw.begun(1_000)
    assert.equal(await codeOf(await raw.begin(1_000)), "uploads_open")
    await raw.patch(paths[1] ?? "", 0, pdf(1_000))
    assert.equal((await raw.begin(1_000)).status, 201)
  })

  test("more bytes than were announced, or at another place, are not taken", async () => {
    const { token } = await surfaceFor(citizen)
    const raw = new RawTus(world, token)
    const path = await raw.begun(1_000)
    assert.equal((await raw.patch(path, 0, pdf(1_001))).status, 413)
    assert.equal((await raw.patch(path, 10, pdf(100))).status, 409)
    assert.equal(await raw.offset(path), 0)
  })

  test("the same file twice is one paper; another person's same file is their own", async () => {
    const bytes = pdf(4_000)
    const { token } = await surfaceFor(citizen)
    const raw = new RawTus(world, token)
    const [first, second] = [await raw.whole(bytes), await raw.whole(bytes)]
    assert.equal(first, second)
    const other = await world.logIn(xu)
    const theirs = await surfaceFor(other)
    assert.equal(
      (await new RawTus(world, theirs.token).send("DELETE", `/uploads/${first}`)).status,
      404,
    )
    await world.stop()
    await world.start()
    assert.equal((await heldFor(token)).filter(({ id }) => id === first).length, 1)
  })

  test("unfinished ones die after a day, unused ones after a draft's life; what a case used stays", async () => {
    const { token } = await surfaceFor(citizen)
    const raw = new RawTus(world, token)
    const path = await raw.begun(1_000)
    await raw.patch(path, 0, pdf(500))
    const unused = await raw.whole(pdf(6_000))
    const used = await redeemed(pdf(7_000))
    const files = () => new Set(readdirSync(objects()))
    const unfinished = `${path.split("/").pop() ?? ""}.records`

    await sweepAfter(25)
    assert.ok(!files().has(unfinished))
    assert.ok(files().has(`${unused}.records`))
    await sweepAfter(31 * 24)
    assert.ok(!files().has(`${unused}.records`))
    assert.ok(files().has(`${used.material}.records`))
    assert.ok(!(await heldFor(token)).some(({ id }) => id === unused))
  })

  test("fifty whole files that nobody has taken, not fifty-one; one that is redeemed makes room", async () => {
    await sweepAfter(31 * 24)
    const { token } = await surfaceFor(citizen)
    const raw = new RawTus(world, token)
    let last = ""
    for (let at = 0; at < uploadRules.mostUnused; at++) last = await raw.whole(pdf(1_000 + at))
    assert.equal(await codeOf(await raw.begin(1_000)), "uploads_unused")
    await redeemedAs(token, last)
    assert.equal((await raw.begin(1_000)).status, 201)
  })

  const vault = () => createVault(folderStore(objects()), keyWrap(world.settings.keys.uploads))

  /** Opens the hub's database while the hub is away. */
  async function inDatabase<T>(
    work: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
  ): Promise<T> {
    await world.stop()
    const db = await openDatabase(world.settings.database)
    try {
      return await work(db)
    } finally {
      await db.destroy()
      await world.start()
    }
  }

  const sweepAfter = (hours: number) =>
    inDatabase((db) => sweepUploads(db, vault(), new Date(Date.now() + hours * 3_600_000)))

  /** The digest of what is really kept. */
  const digestOfMaterial = (material: string) =>
    inDatabase(async (db) => {
      const row = await db
        .selectFrom("uploads")
        .selectAll()
        .where("id", "=", material)
        .executeTakeFirstOrThrow()
      const bytes = await vault().read(row)
      assert.ok(bytes)
      return digestOf(bytes)
    })
})

/** Neither the marker nor the head of a PDF stands in any file of the folder. */
function assertUnreadable(folder: string): void {
  const names = readdirSync(folder)
  assert.ok(names.length > 0)
  for (const name of names) {
    const bytes = readFileSync(join(folder, name))
    for (const readable of [marker, "%PDF"]) assert.ok(!bytes.includes(readable), name)
  }
}
