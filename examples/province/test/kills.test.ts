import assert from "node:assert/strict"
import { randomBytes } from "node:crypto"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, suite, test } from "node:test"
import { setTimeout as pause } from "node:timers/promises"
import type { ProcessName } from "../src/processes.ts"
import { Citizen } from "./support/citizen.ts"
import { checkHub, checkRow } from "./support/ledger.ts"
import { steps } from "./support/steps.ts"
import type { StepName, Way } from "./support/steps.ts"
import { strike } from "./support/strike.ts"
import type { Moment } from "./support/strike.ts"
import { makeWorld } from "./support/world.ts"
import type { World } from "./support/world.ts"

type Kill = [victim: ProcessName, step: StepName, moment: Moment]

const victims: ProcessName[] = ["hub", "csv", "modernBridge", "oldBridge", "old"]
const names = Object.keys(steps) as StepName[]
const moments: [step: StepName, moment: Moment][] = [
  ["upload", "uploading"],
  ["submit", "delivered"],
  ["supply", "delivered"],
]

/** Each process once within each step; and as soon as bytes come or go, where they do. */
const all: Kill[][] = [
  ...victims.map((victim) => names.map((step): Kill => [victim, step, "within"])),
  ...victims.map((victim) => moments.map((moment): Kill => [victim, ...moment])),
]

/** One of each kind, where it would hurt the most: redeeming, reporting, supplying; delivering. */
const short: Kill[][] = [
  [
    ["hub", "submit", "delivered"],
    ["oldBridge", "accept", "within"],
    ["old", "supply", "delivered"],
  ],
  [["csv", "submit", "delivered"]],
]

/** `npm run kills` runs them all. `TONGBAN_KILLS=hub,csv` keeps the stories of these. */
const wanted = process.env["TONGBAN_KILLS"]?.split(",")
const plan = (process.argv.includes("--all") ? all : short).filter(
  ([first]) => wanted === undefined || (first !== undefined && wanted.includes(first[0])),
)

/** A paper whose owner was away comes later by itself, within this time. */
const arrivesWithinMs = 60_000

suite("kill -9 within each step: it ends right, nothing is lost, nothing is doubled", () => {
  let world: World
  let turn = 0

  let folder: string

  before(async () => {
    world = await makeWorld()
    folder = mkdtempSync(join(tmpdir(), "tongban-kills-"))
  })
  after(async () => {
    await world.close()
    rmSync(folder, { recursive: true })
  })

  /** A file that nobody has uploaded yet, in many pieces. */
  const newFile = (name: string): string => {
    const file = join(folder, `${name}.pdf`)
    writeFileSync(file, Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(12 * 1024 * 1024)]))
    return file
  }

  for (const [at, kills] of plan.entries()) {
    suite(`story ${at + 1}`, () => {
      let way: Way
      let rowsBefore: number
      let broken = false

      before(async () => {
        const citizen = await Citizen.at(world.browser, world.province.addresses.old)
        way = { citizen, file: newFile(`story-${at + 1}`) }
        rowsBefore = world.rows().length
      })
      after(() => way.citizen.leave())

      for (const name of names) {
        const kill = kills.find(([, step]) => step === name)
        const step = steps[name]
        const who = kill === undefined ? "" : `, ${kill[0]} killed (${kill[2]})`
        test(`she ${step.name}${who}`, async (t) => {
          if (broken) {
            t.skip("an earlier step of this story failed")
            return
          }
          broken = true
          if (kill === undefined) await step.act(way)
          else {
            const [victim, , moment] = kill
            t.diagnostic(await strike(world, way, step, { victim, moment, turn: turn++ }))
          }
          broken = false
        })
      }

      test("one row, closed, with each paper once", async () => {
        assert.equal(world.rows().length, rowsBefore + 1)
        const localNumber = new URL(way.address ?? "").searchParams.get("sblsh") ?? ""
        const deadline = Date.now() + arrivesWithinMs
        while (world.papers(localNumber).some(({ CLLJ }) => CLLJ === null) && Date.now() < deadline)
          await pause(200)
        checkRow(world, { localNumber, papers: 4, file: way.file })
      })
    })
  }

  test("one case a row, one use a paper, an unbroken log", async () => {
    await world.stop("hub")
    await checkHub(world)
  })
})
