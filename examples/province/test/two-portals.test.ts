import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import { setTimeout as pause } from "node:timers/promises"
import { Citizen } from "./support/citizen.ts"
import { ModernCitizen, ModernClerk } from "./support/modern-citizen.ts"
import { makeWorld } from "./support/world.ts"
import type { World } from "./support/world.ts"

/** The promise to a person: a clerk's change shows within this time, without a reload. */
const shownWithinMs = 5_000
/** The second time that a portal asks for a paper that is owed is 25 s after it was redeemed. */
const comesWithinMs = 40_000

suite("a second portal, by another hand", () => {
  let world: World

  before(async () => {
    world = await makeWorld()
  })
  after(() => world.close())

  test("one login over two portals, then the whole way at the modern one", async () => {
    const { old, modern } = world.province.addresses
    const citizen = await Citizen.at(world.browser, old)
    await citizen.logIn("何秋月")
    const { page } = citizen
    const at = new ModernCitizen(page, modern)

    await at.open("/apply")
    await page.getByRole("heading", { name: "请先登录" }).waitFor()
    await at.look("sign-in")
    // One click: whoever is known at the hub is not asked again who they are.
    await page.getByRole("button", { name: "统一身份登录" }).click()
    await page.getByRole("heading", { name: "申请公共场所卫生许可" }).waitFor()
    await page.getByText("*秋月").waitFor()

    await at.fillIn()
    await at.pickPlan()
    await at.press("提交申请")
    await at.sees("已收件，正在看是否受理")
    const [row] = world.applications()
    assert.deepEqual(
      [world.applications().length, row?.["handlestate"], row?.["projectname"]],
      [1, "02", "何记面馆"],
    )
    await at.look("received")

    const clerk = await ModernClerk.at(await page.context().newPage(), modern)
    const took: number[] = []
    await clerk.asksFor("场所地址方位示意图", "没有标出卫生间")
    took.push(await at.sees("需要补正"))
    await page.getByText("没有标出卫生间").waitFor()
    await at.look("correction")
    await page.getByRole("link", { name: "去补交" }).click()
    await at.pickPlan()
    await at.press("补交")
    await at.sees("已收件，正在看是否受理")

    for (const [move, sentence] of [
      ["受理", "已受理，正在办理"],
      ["开始审查", "正在审查"],
      ["办结：准予许可", "已经办结"],
    ] as const) {
      await clerk.does(move)
      took.push(await at.sees(sentence))
    }
    for (const ms of took) assert.ok(ms < shownWithinMs, `shown after ${ms} ms`)
    console.log(`the clerk's changes were shown after ${took.join(", ")} ms`)
    await at.look("closed")
    await at.open("/cases")
    await page.getByRole("link", { name: "何记面馆" }).waitFor()
    await at.look("cases")
    await citizen.leave()
  })

  test("somebody else's case is not shown, nor anybody's without a login", async () => {
    const { modern } = world.province.addresses
    const number = String(world.applications()[0]?.["projid"])
    const citizen = await Citizen.at(world.browser, modern)
    const at = new ModernCitizen(citizen.page, modern)
    await at.open(`/cases/${number}`)
    await citizen.page.getByRole("heading", { name: "请先登录" }).waitFor()
    await citizen.logIn("许秀英")
    await at.open(`/cases/${number}`)
    await citizen.page.getByRole("heading", { name: "没有找到" }).waitFor()
    assert.doesNotMatch(await citizen.page.content(), /何记面馆/)
    await citizen.leave()
  })

  test("back after submitting, and sent again: the same application, at both portals", async () => {
    const { oldSameSite, modern } = world.province.addresses
    const citizen = await Citizen.at(world.browser, oldSameSite)
    const { page } = citizen
    /** @returns where the browser's way back led */
    const backAgain = async (
      sentence: string,
      rows: () => unknown[],
      sendAgain: () => Promise<void>,
    ) => {
      await page.getByRole("heading", { name: sentence }).waitFor()
      const [address, before] = [page.url(), rows()]
      await page.goBack()
      const led = page.url()
      // The browser shows its own copy of the form, or the portal has led to the case.
      if (led !== address) await sendAgain()
      await page.waitForURL(address)
      await page.getByRole("heading", { name: sentence }).waitFor()
      assert.deepEqual(rows(), before)
      return led
    }

    await citizen.logIn("何秋月")
    await citizen.openPicker()
    const form = page.url()
    await citizen.pickAll()
    await citizen.submit()
    const sent = "已提交，等部门收件"
    await backAgain(
      sent,
      () => world.rows().map(({ SBLSH, TBBJID }) => [SBLSH, TBBJID]),
      () => citizen.submit(),
    )
    await page.goto(form)
    assert.match(page.url(), /\/case\?sblsh=/, "the form's address leads to the case, too")

    const at = new ModernCitizen(page, modern)
    await at.open("/apply")
    await page.getByRole("button", { name: "统一身份登录" }).click()
    await page.getByText("*秋月").waitFor()
    await at.fillIn()
    await at.pickPlan()
    await at.press("提交申请")
    const led = await backAgain(
      "已收件，正在看是否受理",
      () => world.applications().map(({ projid, tbcaseid }) => [projid, tbcaseid]),
      () => at.press("提交申请"),
    )
    assert.match(led, /\/cases\/WJ/, "the browser keeps no copy of the modern portal's form")
    await citizen.leave()
  })

  test("a paper whose owner is away is owed, and comes by itself once the owner is back", async () => {
    const { modern } = world.province.addresses
    const citizen = await Citizen.at(world.browser, modern)
    const at = new ModernCitizen(citizen.page, modern)
    await citizen.logIn("何秋月")
    await at.fillIn()
    await at.pickPlan()
    await world.kill("modernBridge")
    await at.press("提交申请")
    await at.sees("已提交，等部门收件")
    const { projid } = world.applications().at(-1) ?? {}
    const file = () => world.attachments(projid)[0]?.["filepath"]
    assert.equal(file(), null)
    await citizen.page.getByText("经营场所平面布局图（待补发）").waitFor()
    await at.look("owed")

    await world.start("modernBridge")
    const deadline = Date.now() + comesWithinMs
    while (file() === null && Date.now() < deadline) await pause(100)
    assert.equal(typeof file(), "string")
    assert.equal(world.attachments(projid).length, 1)
    await citizen.leave()
  })

  test("a report is promised, the case says what is owed, and it is supplied while the case goes on", async () => {
    const { modern } = world.province.addresses
    const citizen = await Citizen.at(world.browser, modern)
    const { page } = citizen
    const at = new ModernCitizen(page, modern)
    await citizen.logIn("何秋月")
    await at.fillIn()
    await at.pickPlan()
    await at.promiseReport()
    await at.press("提交申请")
    await at.sees("已收件，正在看是否受理")
    const owed = page.getByText(/还欠：公共场所卫生检测或者评价报告，最晚/)
    await owed.waitFor()
    await at.look("owing")
    const { projid } = world.applications().at(-1) ?? {}
    assert.equal(world.attachments(projid).length, 1, "what is promised brings no paper")

    const clerk = await ModernClerk.at(await page.context().newPage(), modern)
    await clerk.does("受理")
    await at.sees("已受理，正在办理")
    await page.getByRole("link", { name: "去补交" }).click()
    await at.uploadReport()
    await at.press("补交")
    await at.sees("已受理，正在办理")
    assert.equal(await owed.count(), 0, "nothing is owed any more")
    assert.equal(world.attachments(projid).length, 2)
    await at.look("kept")
    await citizen.leave()
  })

  test("a clerk's page takes nothing from another origin, and no move that the state forbids", async () => {
    const { modern } = world.province.addresses
    const number = String(world.applications()[0]?.["projid"])
    const post = (origin: string) =>
      fetch(`${modern}/clerk/${number}/state`, {
        method: "POST",
        redirect: "manual",
        headers: { origin },
        body: new URLSearchParams({ to: "05" }),
      })
    assert.equal((await post("http://127.0.0.1:9")).status, 403)
    assert.equal((await post(modern)).status, 409, "it is closed")
    assert.equal(world.applications()[0]?.["handlestate"], "10")
  })

  test("asked for by another name, the modern portal names its own address", async () => {
    const { modern } = world.province.addresses
    const response = await fetch(modern.replace("127.0.0.1", "localhost"))
    assert.equal(response.status, 421)
    assert.match(await response.text(), new RegExp(modern))
  })
})
