import assert from "node:assert/strict"
import { readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { after, before, suite, test } from "node:test"
import { dataFile } from "../src/data.ts"
import { Citizen } from "./support/citizen.ts"
import { makeWorld } from "./support/world.ts"
import type { World } from "./support/world.ts"

const number = "BDCCX-20261112-007"

suite("the department that can only drop CSV files", () => {
  let world: World

  before(async () => {
    world = await makeWorld()
  })
  after(() => world.close())

  test("a case of its counter is there at the first login, and a new export shows within seconds", async () => {
    const { addresses, sandbox } = world.province
    const { page } = await Citizen.at(world.browser, addresses.csv)
    await page.goto(addresses.csv)
    await page.getByLabel("受理编号").fill(number)
    await page.getByRole("button", { name: "查 询" }).click()
    await page.getByText("登录后可以看这件事办到哪一步").waitFor()
    await page.getByRole("button", { name: "统一身份登录" }).click()
    await page.getByRole("button", { name: "许秀英" }).click()
    await page.getByRole("heading", { name: "没有受理" }).waitFor()
    const folder = process.env["TONGBAN_SCREENSHOTS"]
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      if (folder !== undefined)
        await page.screenshot({ path: join(folder, `csv-${width}.png`), fullPage: true })
    }

    // The clerk mends the row in another program: 不予受理 becomes 已办结, in GB18030.
    const bytes = readFileSync(dataFile("zrzy-export.csv")).toString("latin1")
    const latin1 = (...codes: number[]) => Buffer.from(codes).toString("latin1")
    const refused = latin1(0xb2, 0xbb, 0xd3, 0xe8, 0xca, 0xdc, 0xc0, 0xed)
    const closed = latin1(0xd2, 0xd1, 0xb0, 0xec, 0xbd, 0xe1)
    const exported = join(sandbox.csv.drop, "zrzy-export-20261113-1730.csv")
    writeFileSync(`${exported}.part`, bytes.replace(refused, closed), "latin1")
    renameSync(`${exported}.part`, exported)
    const began = Date.now()
    await page.getByRole("heading", { name: "已经办结" }).waitFor()
    const took = Date.now() - began
    assert.ok(took < 10_000, `shown after ${took} ms`)
    console.log(`the new export was shown after ${took} ms`)

    const list = join(dirname(sandbox.csv.bridge), "state/quarantine/set-aside.csv")
    const rows = readFileSync(list, "utf8").trim().split("\r\n").slice(1)
    assert.deepEqual(
      rows.map((row) => row.split(",").slice(1, 4).join(" ")),
      ["4 BDCCX-20260918-002 证件号码"],
      "of all that is odd in the export only the number that lost its digits cannot be read",
    )
    await page.context().close()
  })

  test("somebody else finds nothing under the number", async () => {
    const { addresses } = world.province
    const { page } = await Citizen.at(world.browser, addresses.csv)
    await page.goto(`${addresses.csv}/case.html?number=${number}`)
    await page.getByRole("button", { name: "统一身份登录" }).click()
    await page.getByRole("button", { name: "何秋月" }).click()
    await page.getByText("可能已删除，或不在您名下").waitFor()
    await page.context().close()
  })
})
