import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import { slowMs } from "../src/faults/faults.ts"
import type { FaultName } from "../src/faults/faults.ts"
import { Citizen } from "./support/citizen.ts"
import { makeWorld } from "./support/world.ts"
import type { World } from "./support/world.ts"

suite("each fault of the start page, as a citizen sees it", () => {
  let world: World

  before(async () => {
    world = await makeWorld()
  })
  after(() => world.close())

  /** Switches a fault by hand, and finds it so after a reload. */
  const turn = async (fault: FaultName, on: boolean) => {
    const page = await world.browser.newPage({ locale: "zh-CN" })
    await page.goto(world.province.addresses.desk)
    const item = page.locator(`#${fault}`)
    await item.getByRole("button").click()
    await page.goto(world.province.addresses.desk)
    await item.getByText(on ? "已打开" : "没有打开").waitFor()
    await page.close()
  }
  const atForm = async () => {
    const citizen = await Citizen.at(world.browser, world.province.addresses.oldSameSite)
    await citizen.logIn("何秋月")
    await citizen.openPicker()
    return citizen
  }
  const submitOwed = async (citizen: Citizen) => {
    await citizen.pickAll()
    await citizen.submit()
    await citizen.page.getByRole("heading", { name: "已提交，等部门收件" }).waitFor()
    await citizen.page.getByText("不动产权证书（待补发）").waitFor()
    await citizen.page.getByText("您不用做什么").waitFor()
    await citizen.look("owed")
    const [paper] = world.papers(world.rows().at(-1)?.["SBLSH"])
    assert.equal(paper?.["CLLJ"], null, "no bytes were taken")
    assert.match(String(paper["HDBH"]), /^[0-9a-f]{64}$/, "the use is logged all the same")
  }
  const submitWhole = async (citizen: Citizen) => {
    await citizen.pickAll()
    await citizen.submit()
    await citizen.page.getByRole("heading", { name: "已提交，等部门收件" }).waitFor()
    const [paper] = world.papers(world.rows().at(-1)?.["SBLSH"])
    assert.ok(paper?.["CLLJ"], "the paper arrived")
  }

  for (const fault of ["owner-away", "wrong-signature"] as const) {
    test(`${fault}: the application stands, the paper is owed; off again, papers arrive`, async () => {
      const citizen = await atForm()
      await turn(fault, true)
      await submitOwed(citizen)
      await turn(fault, false)
      await citizen.leave()
      const next = await atForm()
      await submitWhole(next)
      await next.leave()
    })
  }

  test("hub-slow: the wait has words, what was filled in is kept, and it goes through", async () => {
    const citizen = await Citizen.at(world.browser, world.province.addresses.oldSameSite)
    const { page } = citizen
    page.setDefaultTimeout(40_000)
    await citizen.logIn("何秋月")
    await turn("hub-slow", true)
    const began = performance.now()
    await fetch(`${world.province.addresses.hub}/healthz`)
    assert.ok(performance.now() - began > slowMs - 100, "the answer came late")
    await citizen.openPicker()
    await page.locator("tongban-material-picker").getByText("正在").first().waitFor()
    await citizen.look("slow")
    assert.equal(await page.getByLabel("申请人姓名").inputValue(), "何秋月")
    await submitWhole(citizen)
    await turn("hub-slow", false)
    await citizen.leave()
  })

  test("session-ended: asked to log in again, one click and back; off again, the old session is there", async () => {
    const citizen = await atForm()
    const { page } = citizen
    await turn("session-ended", true)
    await page.reload()
    await page.getByText("请先点右上角“统一身份登录”").waitFor()
    await citizen.look("ended")
    await page.getByRole("button", { name: "统一身份登录" }).click()
    await page.getByText("*秋月").waitFor()
    await page.getByLabel("申请人姓名").waitFor()
    await citizen.leave()

    const other = await Citizen.at(world.browser, world.province.addresses.oldSameSite)
    await turn("session-ended", false)
    await other.logIn("何秋月")
    await turn("session-ended", true)
    await turn("session-ended", false)
    await other.page.reload()
    await other.page.getByText("*秋月").waitFor()
    await other.leave()
  })

  test("two at once: the owner comes back with the signature that is still wrong", async () => {
    const citizen = await atForm()
    const { faults } = world.province
    await faults.set("owner-away", true)
    await faults.set("wrong-signature", true)
    await faults.set("owner-away", false)
    await submitOwed(citizen)
    await faults.set("wrong-signature", false)
    await citizen.leave()
  })
})
