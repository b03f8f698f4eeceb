import { randomBytes } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import type { DatabasePlace } from "@tongban/hub"

/** The server of this run, as scripts/with-postgres.mjs names it. */
const server = process.env["TONGBAN_TEST_POSTGRES"]

/** What the hub's tests run on: embedded, or on a server where scripts/with-postgres.mjs runs them. */
export const engine = server === undefined ? "PGlite" : "PostgreSQL"

/** An empty database of one hub's own. */
export interface TestDatabase {
  place: DatabasePlace
  remove(): Promise<void>
}

export const newDatabase = (): Promise<TestDatabase> =>
  server === undefined ? newFolder() : newOnServer(server)

async function newFolder(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "tongban-hub-"))
  return {
    place: { folder },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function newOnServer(address: string): Promise<TestDatabase> {
  const name = `hub_${randomBytes(8).toString("hex")}`
  await administer(address, `create database ${name} template template0`)
  const url = new URL(address)
  url.pathname = `/${name}`
  return {
    place: { url: url.href },
    remove: () => administer(address, `drop database ${name} with (force)`),
  }
}

/** What stands outside every database: no builder, and names of our own making. */
async function administer(address: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
