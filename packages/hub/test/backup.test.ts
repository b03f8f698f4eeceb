import assert from "node:assert/strict"
import { execFile } from "node:child_process"
import { cp, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { suite, test } from "node:test"
import { promisify } from "node:util"
import { compactDecrypt, importJWK } from "jose"
import type { DatabasePlace } from "@tongban/hub"
import { redemptionsOf } from "./support/answers.ts"
import { redeem, report } from "./support/department.ts"
import { engine, newDatabase } from "./support/database.ts"
import { he, item } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"
import { digestOf, pdf, RawTus, surfaceFor } from "./support/uploading.ts"

const run = promisify(execFile)
const program = (name: string) => join(process.env["POSTGRES_BIN"] ?? "", name)
const urlOf = (place: DatabasePlace): string => ("url" in place ? place.url : "")
const paper = { name: { zh: "规章制度" }, fields: [] }

suite(
  "a backup made while the hub serves",
  { skip: engine === "PGlite" && "pg_dump is PostgreSQL's" },
  () => {
    test("restored into an empty database it has every case acknowledged before, and opens an upload", async () => {
      const world = await HubWorld.make()
      const folder = await mkdtemp(join(tmpdir(), "tongban-backup-"))
      const restored = await newDatabase()
      try {
        const citizen = await world.logIn(he)
        const { token } = await surfaceFor(citizen)
        const bytes = pdf(200_000)
        const material = await new RawTus(world, token).whole(bytes)
        const choices = [{ requirement: item.selfMade, material }]
        const { body } = await citizen.decide(token, material, { choices }, paper)
        const [picked] = (body as { items: { handle: string }[] }).items

        // Writers that never pause.
        const acknowledged: string[] = []
        let over = false
        const write = async (writer: number) => {
          for (let n = 0; !over; n++) {
            const number = `B-${writer}-${n}`
            const { status } = await report(world, number, "ACCEPTED", "30")
            assert.equal(status, 200)
            acknowledged.push(number)
          }
        }
        const writers = Array.from({ length: 4 }, (_, n) => write(n))
        while (acknowledged.length < 40) await new Promise((resolve) => setImmediate(resolve))
        const before = [...acknowledged]
        // As docs/guides/hub.md says: the database first, then the objects.
        const dump = join(folder, "hub.dump")
        await run(program("pg_dump"), [
          "--format=custom",
          `--file=${dump}`,
          urlOf(world.settings.database),
        ])
        const objects = join(folder, "objects")
        await cp(world.settings.objectFolder, objects, { recursive: true })
        const during = acknowledged.length - before.length
        over = true
        await Promise.all(writers)
        assert.ok(during > 0, "it was written while the backup was made")
        await world.stop()

        await run(program("pg_restore"), [
          "--exit-on-error",
          "--no-owner",
          `--dbname=${urlOf(restored.place)}`,
          dump,
        ])
        const lost = world.settings.objectFolder
        Object.assign(world.settings, { database: restored.place, objectFolder: objects })
        await world.start()
        for (const number of before) {
          const { status } = await world.call("a-sync", "GET", `/v1/case-numbers/${number}`)
          assert.equal(status, 200, number)
        }
        const [redemption] = redemptionsOf(await redeem(world, [picked?.handle ?? ""], "AFTER"))
        assert.ok(redemption)
        const path = `/v1/redemptions/${redemption.id}/content`
        const { body: delivery } = await world.call("a-redeem", "GET", path, undefined, null)
        const key = await importJWK(world.key("a-redeem"), "ECDH-ES+A256KW")
        const { plaintext } = await compactDecrypt((delivery as { content: string }).content, key)
        assert.equal(digestOf(plaintext), digestOf(bytes))
        await rm(lost, { recursive: true, force: true })
      } finally {
        await world.close()
        await restored.remove()
        await rm(folder, { recursive: true, force: true })
      }
    })
  },
)
