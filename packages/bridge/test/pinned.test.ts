import assert from "node:assert/strict"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { newKeys } from "./support/keys.ts"
import { ownerWorld, paperText } from "./support/owner-world.ts"

test("a recipient that is revoked while the bridge runs gets nothing more", async (t) => {
  const world = await ownerWorld(t)
  const bridge = await world.start()
  assert.equal((await bridge.deliver(await world.ticket())).status, 200)
  await world.writeDirectory(6, { revoked: true })
  const response = await bridge.deliver(await world.ticket())
  assert.equal(response.status, 403)
  assert.match(await response.text(), /"rule":"recipient"/)
})

test("a directory that is older, foreign or broken changes nothing while the bridge runs", async (t) => {
  const world = await ownerWorld(t)
  const said: string[] = []
  const bridge = await world.start((message) => said.push(message))
  await world.writeDirectory(6, { revoked: true })
  assert.equal((await bridge.deliver(await world.ticket())).status, 403)

  await world.writeDirectory(5)
  assert.equal((await bridge.deliver(await world.ticket())).status, 403)
  await world.writeDirectory(7, { signer: (await newKeys()).own })
  assert.equal((await bridge.deliver(await world.ticket())).status, 403)
  assert.equal((await bridge.deliver(await world.ticket())).status, 403)
  writeFileSync(world.config.directory.file, "half a fi")
  assert.equal((await bridge.deliver(await world.ticket())).status, 403)
  assert.equal(said.length, 3, "each said once")
  assert.match(said[0] ?? "", /version 5 is older than 6.*what was read before stays/)

  await world.writeDirectory(8)
  assert.equal((await bridge.deliver(await world.ticket())).status, 200)
})

test("no start with an older directory than was seen, not even after a restart", async (t) => {
  const world = await ownerWorld(t)
  await (await world.start()).close()
  await world.writeDirectory(4)
  await assert.rejects(world.start(), /version 4 is older than 5, which was seen before/)
  await world.writeDirectory(5)
  await world.start()
})

test("no start with a directory of another root", async (t) => {
  const world = await ownerWorld(t)
  await world.writeDirectory(6, { signer: (await newKeys()).own })
  await assert.rejects(world.start(), /not signed by the pinned root key/)
})

test("no start where the directory does not know this bridge, or knows it by another key", async (t) => {
  const world = await ownerWorld(t)
  writeFileSync(world.config.key, JSON.stringify((await newKeys()).own))
  await assert.rejects(world.start(), /is not the one that the directory names for zrzy-serve/)
  world.config.instance = "zrzy-9"
  await assert.rejects(world.start(), /names no address for zrzy-serve, instance zrzy-9/)
})

test("no start with a key that has no private half", async (t) => {
  const world = await ownerWorld(t)
  writeFileSync(world.config.key, JSON.stringify(world.ownerKey.public))
  await assert.rejects(world.start(), /must be an EC P-256 JWK with its private half, d/)
})

test("a paper that enters the index while the bridge runs is served", async (t) => {
  const world = await ownerWorld(t)
  const said: string[] = []
  const bridge = await world.start((message) => said.push(message))
  const deliver = async () =>
    (await bridge.deliver(await world.ticket({ claims: { ref: "NEW-1" } }))).status
  writeFileSync(join(world.folder, "papers/NEW-1.txt"), paperText)
  assert.equal(await deliver(), 404)
  world.writeIndex(["zrzy-7004", "NEW-1"])
  assert.equal(await deliver(), 200)

  world.writeIndex(["zrzy-7004", "../secret"])
  assert.equal(await deliver(), 200)
  assert.match(said.join(), /row 3: 内部编号 must be letters, digits, - and _.*stays/)
})

test("no start with an index that is in another encoding, or lacks its column", async (t) => {
  const world = await ownerWorld(t)
  world.config.papers.encoding = "utf-8"
  await assert.rejects(world.start(), /cannot be read as utf-8 .*; check the path and the encoding/)
  world.config.papers.encoding = "gb18030"
  world.config.papers.refColumn = "证号"
  await assert.rejects(world.start(), /has no column 证号; it has 内部编号, x/)
})
