import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { readdirSync, readFileSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import { openDatabase } from "../../../../packages/hub/src/store/open.ts"
import type { Database } from "../../../../packages/hub/src/store/database.ts"
import type { World } from "./world.ts"

/** What a story must have left in the department's own tables. */
export interface Expected {
  localNumber: string
  papers: number
  /** What she uploaded. */
  file: string
}

/** The requirement that is answered by an upload. */
const uploaded = "r4"

const sha256 = (...parts: (string | Uint8Array)[]): string => {
  const hash = createHash("sha256")
  for (const part of parts) hash.update(part)
  return hash.digest("hex")
}

/** From the department's side: one row, closed; each paper once, on disk, as its digest says. */
export function checkRow(world: World, { localNumber, papers, file }: Expected): void {
  const rows = world.rows().filter(({ SBLSH }) => SBLSH === localNumber)
  assert.equal(rows.length, 1, "one row")
  assert.equal(rows[0]?.["BLZT"], "90")
  const received = world.papers(localNumber)
  for (const { CLMC, CLZY, CLLJ } of received) {
    assert.ok(typeof CLLJ === "string", `${String(CLMC)} has arrived`)
    assert.equal(sha256(readFileSync(CLLJ)), CLZY)
  }
  assert.equal(received.length, papers, "each paper once")
  const own = received.filter(({ CLBH }) => CLBH === uploaded).map(({ CLZY }) => CLZY)
  assert.deepEqual(own, [sha256(readFileSync(file))], "what she uploaded, byte for byte")
}

/** Every row of the department, as the hub and the owners know it. The hub must have been stopped. */
export async function checkHub(world: World): Promise<void> {
  const { folder } = world.province.sandbox
  const db = await openDatabase({ folder: join(folder, "hub") })
  try {
    const uses = new Set<string>()
    for (const row of world.rows()) for (const acc of await checkCase(db, world, row)) uses.add(acc)
    await checkLog(db, uses)
    const papers = world.rows().flatMap(({ SBLSH }) => world.papers(SBLSH))
    const owned = papers.filter(({ CLBH }) => CLBH !== uploaded).map(({ HDBH }) => String(HDBH))
    checkDeliveries(world, new Set(owned))
    await checkUploads(db, world)
    const bound = await db
      .selectFrom("cases")
      .select("id")
      .where("department_id", "=", "scjg")
      .where("local_number", "is not", null)
      .execute()
    assert.equal(bound.length, world.rows().length, "no case without a row")
  } finally {
    await db.destroy()
  }
}

/** One case; for each paper one redemption. @returns the leaf hashes of its uses */
async function checkCase(
  db: Database,
  world: World,
  { SBLSH, TBBJID }: Record<string, unknown>,
): Promise<string[]> {
  const number = String(SBLSH)
  const cases = await db
    .selectFrom("cases")
    .select(["id", "state"])
    .where("department_id", "=", "scjg")
    .where("local_number", "=", number)
    .execute()
  assert.deepEqual(cases, [{ id: TBBJID, state: "CLOSED" }], "one case, closed")
  const states = await db
    .selectFrom("case_events")
    .select("to_state")
    .where("department_id", "=", "scjg")
    .where("case_id", "=", String(TBBJID))
    .orderBy("recorded_at")
    .execute()
  assert.deepEqual(
    states.map(({ to_state: to }) => to),
    ["DRAFT", "SUBMITTED", "ACCEPTED", "CORRECTION_REQUESTED", "RECEIVED", "CLOSED"],
    "each step once",
  )
  const redemptions = await db
    .selectFrom("redemptions")
    .select(["acc", "outcome"])
    .where("department_id", "=", "scjg")
    .where("local_number", "=", number)
    .execute()
  const accs = redemptions.map(({ acc }) => acc).sort()
  const receipts = world.papers(number).map(({ HDBH }) => String(HDBH))
  assert.deepEqual(accs, receipts.sort(), "one redemption a paper")
  assert.ok(redemptions.every(({ outcome }) => outcome === "delivered"))
  const told = await db
    .selectFrom("outbox")
    .select("id")
    .where("department_id", "=", "scjg")
    .where("case_id", "=", String(TBBJID))
    .where("type", "=", "material.redeemed")
    .execute()
  assert.equal(told.length, accs.length, "each use told once")
  return accs
}

/** One entry a use, in each person's unbroken chain; each leaf waits for the sequencer. */
async function checkLog(db: Database, uses: ReadonlySet<string>): Promise<void> {
  const entries = await db
    .selectFrom("access_entries")
    .selectAll()
    .orderBy("person_id")
    .orderBy("subject_seq")
    .execute()
  assert.deepEqual(entries.map(({ acc }) => acc).sort(), [...uses].sort(), "one entry a use")
  let before: (typeof entries)[number] | undefined
  for (const each of entries) {
    const last = before?.person_id === each.person_id ? before : undefined
    assert.equal(each.subject_seq, (last?.subject_seq ?? 0) + 1)
    assert.equal(each.entry["prev"], last?.acc ?? null)
    assert.equal(each.acc, sha256(Uint8Array.of(0), Buffer.from(each.leaf_data, "hex")))
    before = each
  }
  const pending = await db.selectFrom("log_pending").select("acc").execute()
  assert.deepEqual(pending.map(({ acc }) => acc).sort(), [...uses].sort(), "no leaf is lost")
}

/** Each file once: one material, one sealed object, nothing of it left half-way. */
async function checkUploads(db: Database, world: World): Promise<void> {
  const uploads = await db.selectFrom("uploads").select(["id", "material_id"]).execute()
  const whole = uploads.filter(({ id, material_id: material }) => id === material)
  assert.equal(whole.length, world.rows().length, "one material a file")
  assert.deepEqual(objectsOf(world).sort(), whole.map(({ id }) => `${id}.records`).sort())
}

const objectFolder = ({ province }: World): string =>
  join(province.sandbox.folder, "hub", "objects")

const objectsOf = (world: World): string[] => readdirSync(objectFolder(world))

/** How much the hub has of uploads: what grows while one comes. */
export const incomingBytes = (world: World): number =>
  objectsOf(world)
    .map((name) => statSync(join(objectFolder(world), name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0)

/** The owners gave nothing out but for a logged use, and for each at least once; no ticket twice. */
function checkDeliveries(world: World, uses: ReadonlySet<string>): void {
  const lines = deliveriesOf(world)
  assert.deepEqual([...new Set(lines.map(({ acc }) => acc))].sort(), [...uses].sort())
  assert.equal(new Set(lines.map(({ jti }) => jti)).size, lines.length, "no ticket twice")
}

/** What both owners' own logs say; a line that a crash cut off is not said. */
export function deliveriesOf({ province }: World): { acc: string; jti: string }[] {
  const { csv, modern } = province.sandbox
  return [csv, modern].flatMap(({ bridge }) =>
    linesOf(join(dirname(bridge), "state", "deliveries.jsonl")).flatMap((line) => {
      try {
        return [JSON.parse(line) as { acc: string; jti: string }]
      } catch {
        return []
      }
    }),
  )
}

const linesOf = (file: string): string[] => readFileSync(file, "utf8").split("\n")
