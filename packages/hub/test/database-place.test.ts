import assert from "node:assert/strict"
import { once } from "node:events"
import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { suite, test } from "node:test"
import { DatabaseUnusable, readSettings, SettingsFault } from "@tongban/hub"
import { openDatabase } from "../src/store/open.ts"

/** What the settings say of the database; the other settings' faults are left out. */
function databaseFaults(env: Record<string, string>): string[] {
  try {
    readSettings(env)
    return []
  } catch (error) {
    assert.ok(error instanceof SettingsFault)
    return error.faults.filter((fault) => /DATABASE|DATA_DIR/.test(fault))
  }
}

suite("where the database is", () => {
  test("a server's address or a folder is enough, and one of them is needed", () => {
    assert.deepEqual(
      databaseFaults({ DATABASE_URL: "postgres://hub:secret@db.example:5432/hub" }),
      [],
    )
    assert.deepEqual(databaseFaults({ TONGBAN_DATA_DIR: "/data" }), [])
    const [fault] = databaseFaults({})
    assert.match(fault ?? "", /TONGBAN_DATA_DIR is not set.*DATABASE_URL/)
  })

  test("an address of something else is refused without repeating it", () => {
    for (const url of ["mysql://hub:secret@db.example/hub", "hub:secret"]) {
      const [fault] = databaseFaults({ DATABASE_URL: url, TONGBAN_DATA_DIR: "/data" })
      assert.match(
        fault ?? "",
        /^DATABASE_URL: not the address of a PostgreSQL server; write it as/,
      )
      assert.doesNotMatch(fault ?? "", /secret/)
    }
  })

  test("in production the embedded database is refused, with the reason, unless its loss is accepted", () => {
    const production = { NODE_ENV: "production", TONGBAN_DATA_DIR: "/data" }
    const [fault] = databaseFaults(production)
    assert.match(fault ?? "", /no fsync.*power cut.*TONGBAN_EMBEDDED_DATABASE=accept-data-loss/)
    const accepting = { ...production, TONGBAN_EMBEDDED_DATABASE: "accept-data-loss" }
    assert.deepEqual(databaseFaults(accepting), [])
  })

  test("a server that cannot be reached is refused with what to check", async () => {
    const url = "postgres://hub:secret@127.0.0.1:1/hub"
    await assert.rejects(openDatabase({ url }), (error) => {
      assert.ok(error instanceof DatabaseUnusable)
      assert.match(error.message, /\(ECONNREFUSED\); check that it runs/)
      assert.doesNotMatch(error.message, /secret/)
      return true
    })
  })

  test("a server that is too old is refused with the version that it needs", async () => {
    const server = createServer((socket) => {
      socket.once("data", () => {
        socket.write(Buffer.concat([message("R", int32(0)), ready]))
        socket.on("data", (asked) => {
          if (asked.toString("latin1", 0, 1) === "Q") socket.write(versionIs("140011"))
        })
      })
    }).listen(0, "127.0.0.1")
    await once(server, "listening")
    const { port } = server.address() as AddressInfo
    await assert
      .rejects(
        openDatabase({ url: `postgres://hub@127.0.0.1:${port}/hub` }),
        /PostgreSQL 14, which is too old; upgrade it to PostgreSQL 15 or newer/,
      )
      .finally(() => server.close())
  })
})

// An old PostgreSQL, as far as it is asked: one row with its version, in its own protocol.
const int16 = (n: number) => Buffer.from([n >> 8, n & 255])
const int32 = (n: number) => Buffer.concat([int16(n >> 16), int16(n & 65_535)])
const message = (type: string, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body])
}
const ready = message("Z", Buffer.from("I"))
const versionIs = (version: string) =>
  Buffer.concat([
    message(
      "T",
      int16(1),
      Buffer.from("version\0"),
      int32(0),
      int16(0),
      int32(25),
      int16(-1 & 65_535),
      int32(-1),
      int16(0),
    ),
    message("D", int16(1), int32(version.length), Buffer.from(version)),
    message("C", Buffer.from("SELECT 1\0")),
    ready,
  ])
