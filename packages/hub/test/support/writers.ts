import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { subjectOf } from "../../src/identity/persons.ts"
import type { Database } from "../../src/store/database.ts"
import { openDatabase } from "../../src/store/open.ts"
import { he, item } from "./hub-settings.ts"
import type { HubWorld } from "./hub-world.ts"
import { callers, makePersons, personKeysOf } from "./reach-callers.ts"
import type { Send } from "./reach-callers.ts"

const atOnce = 8
/** Whoever is not acknowledged for so long has found a hub that does not come back. */
const patienceMs = 60_000

/** A draft of a citizen, or the first report of a department's case. */
type Write = { key: string; localNumber?: string }

/** They write one thing after the other; what nobody acknowledged they send again, under its key. */
export class Writers {
  readonly #origin: string
  readonly #send: Send
  readonly #subject: string
  /** What was sent and not acknowledged. */
  readonly #open: Write[] = []
  readonly #drafts = new Set<string>()
  readonly #reports = new Map<string, string>()
  #made = 0

  private constructor(origin: string, send: Send, subject: string) {
    this.#origin = origin
    this.#send = send
    this.#subject = subject
  }

  /** @param world - whose hub runs; afterwards it is stopped */
  static async make(world: HubWorld): Promise<Writers> {
    await world.logIn(he)
    await world.stop()
    const db = await openDatabase(world.settings.database)
    const persons = await makePersons(db, personKeysOf(world))
    await db.destroy()
    await world.start()
    const send = await callers(world, persons.he.id)
    await world.closeGateways()
    await world.stop()
    return new Writers(world.origin, send, subjectOf(personKeysOf(world), "a", persons.he.id))
  }

  get acknowledged(): number {
    return this.#drafts.size + this.#reports.size
  }

  /** Writes until `isOver`. @param told - at each acknowledgement */
  async write(isOver: () => boolean, told: () => void): Promise<void> {
    const writeOn = async () => {
      while (!isOver()) if (await this.#tried(this.#open.shift() ?? this.#next())) told()
    }
    await Promise.all(Array.from({ length: atOnce }, writeOn))
  }

  /** Sends what was not acknowledged until it is. */
  async settle(): Promise<void> {
    const began = performance.now()
    for (let write = this.#open.shift(); write !== undefined; write = this.#open.shift()) {
      await this.#tried(write)
      assert.ok(performance.now() - began < patienceMs, "the hub does not come back")
    }
  }

  #next(): Write {
    const key = randomUUID()
    return this.#made++ % 2 === 0 ? { key } : { key, localNumber: `KILLS-${key}` }
  }

  /** Whether it was acknowledged; if not, it is kept. */
  async #tried(write: Write): Promise<boolean> {
    const began = performance.now()
    try {
      const response = await this.#sent(write)
      const text = await response.text()
      if (response.status === 503) throw new Error(text)
      assert.ok(response.ok, text)
      const { id } = JSON.parse(text) as { id: string }
      if (write.localNumber === undefined) this.#drafts.add(id)
      else this.#reports.set(write.localNumber, id)
      return true
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error
      assert.ok(performance.now() - began < patienceMs, "the hub does not answer")
      this.#open.push(write)
      // The hub is away: who came at once would only be refused again.
      await pause(20)
      return false
    }
  }

  #sent({ key, localNumber }: Write): Promise<Response> {
    const headers = { "idempotency-key": key, "content-type": "application/json" }
    if (localNumber === undefined) {
      const body = JSON.stringify({ itemCode: item.code })
      return this.#send("citizen", "POST", new URL("/v1/cases", this.#origin), { headers, body })
    }
    const url = new URL(`/v1/case-reports/${localNumber}`, this.#origin)
    const body = JSON.stringify({
      itemCode: item.code,
      state: "ACCEPTED",
      source: { scheme: "epoint", value: "30" },
      occurredAt: "2026-01-05T09:00:00+08:00",
      inferred: false,
    })
    return this.#send("sync", "POST", url, { headers, body })
  }

  /** Every acknowledged write is there, once, and there is no other. */
  async check(db: Database): Promise<void> {
    const drafts = await db
      .selectFrom("cases")
      .select("id")
      .where("department_id", "=", "a")
      .where("subject", "=", this.#subject)
      .execute()
    assert.deepEqual(new Set(drafts.map(({ id }) => id)), this.#drafts)

    const reported = await db
      .selectFrom("cases")
      .select(["id", "local_number"])
      .where("department_id", "=", "a")
      .where("local_number", "like", "KILLS-%")
      .execute()
    assert.deepEqual(
      new Map(reported.map(({ id, local_number }) => [local_number, id])),
      this.#reports,
    )
    assert.equal(reported.length, this.#reports.size, "one case a number")
    const ids = new Set(this.#reports.values())
    for (const table of ["case_events", "outbox"] as const) {
      const rows = await db.selectFrom(table).select("case_id").execute()
      const ofReports = rows.map(({ case_id: id }) => id ?? "").filter((id) => ids.has(id))
      assert.deepEqual(new Set(ofReports), ids, `${table}: one of each`)
      assert.equal(ofReports.length, ids.size, `${table}: none of any twice`)
    }
  }
}
