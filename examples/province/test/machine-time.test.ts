import assert from "node:assert/strict"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, suite, test } from "node:test"
import { addressesFrom } from "../src/addresses.ts"
import { startClock } from "../src/clock/clock.ts"
import { startPageApp } from "../src/start-page/server.ts"

const dayMs = 86_400_000
const addresses = addressesFrom(4400)
const faults = { isOn: () => false, set: () => Promise.resolve() }

suite("to this machine's time", () => {
  const folder = mkdtempSync(join(tmpdir(), "tongban-machine-time-"))
  after(() => {
    rmSync(folder, { recursive: true })
  })

  /** The start page of a sandbox whose clock stood this far from the machine's. */
  const pageAt = (offMs: number) => {
    const file = join(folder, `${offMs}.json`)
    writeFileSync(file, JSON.stringify({ reached: Date.now() + offMs }))
    const clock = startClock(file)
    const app = startPageApp({ addresses, clock, faults })
    const text = async (path: string, init?: RequestInit) =>
      (await app.request(addresses.desk + path, init)).text()
    const press = () =>
      app.request(`${addresses.desk}/clock?lang=en`, {
        method: "POST",
        headers: { origin: addresses.desk },
        body: new URLSearchParams({ step: "machine" }),
      })
    return { clock, text, press }
  }

  test("a sandbox that is behind has the button; pressed, both tell the same", async () => {
    const { clock, text, press } = pageAt(-2 * dayMs)
    assert.match(await text("/"), /<button name="step" value="machine">用本机时间</)
    assert.match(await text("/?lang=en"), /value="machine">To this machine&#39;s time</)
    assert.equal((await press()).status, 303)
    assert.ok(Math.abs(clock.machineNow().getTime() - clock.now().getTime()) < 50)
    assert.match(await text("/?lang=en"), /It tells this machine&#39;s time\./)
    assert.doesNotMatch(await text("/"), /value="machine"/)
    clock.stop()
  })

  test("one that is ahead says why it has none; a press all the same is refused", async () => {
    const { clock, text, press } = pageAt(dayMs)
    assert.match(await text("/?lang=en"), /ahead of this machine, and is not turned back/)
    assert.equal((await press()).status, 422)
    clock.stop()
  })
})
