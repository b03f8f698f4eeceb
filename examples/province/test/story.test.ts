import assert, { fail } from "node:assert/strict"
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { after, before, suite, test } from "node:test"
import { materials } from "../src/data.ts"
import { fileOf } from "../src/papers/sample-paper.ts"
import { lookAt } from "./support/browser.ts"
import { Citizen } from "./support/citizen.ts"
import { makeWorld } from "./support/world.ts"
import type { World } from "./support/world.ts"

/** The promise to a person: a clerk's change shows within this time, without a reload. */
const shownWithinMs = 5_000

suite("one real job, through every room", () => {
  let world: World

  before(async () => {
    world = await makeWorld()
  })
  after(() => world.close())

  for (const site of ["another site than the hub", "the same site as the hub"] as const) {
    test(`login, reuse two papers, submit, see the status: the portal is ${site}`, async () => {
      const { addresses } = world.province
      const sameSite = site === "the same site as the hub"
      const citizen = await Citizen.at(
        world.browser,
        sameSite ? addresses.oldSameSite : addresses.old,
      )
      const { page } = citizen
      const rowsBefore = world.rows().length

      await citizen.logIn("何秋月")
      const cookies = await page.context().cookies()
      const session = cookies.find(({ name }) => /^tongban-[0-9a-f]{8}$/.test(name))
      assert.ok(session?.httpOnly, "the session cookie is out of the page's reach")
      const seen = await page.evaluate(() =>
        [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join(),
      )
      assert.doesNotMatch(seen, /eyJ/, "no token in the page")

      await citizen.openPicker()
      if (!sameSite) await citizen.unlock()
      await citizen.pickAll()
      await citizen.submit()
      await page.getByRole("heading", { name: "已提交，等部门收件" }).waitFor()
      await citizen.look("submitted")

      const rows = world.rows()
      assert.equal(rows.length, rowsBefore + 1, "one row in the department's own table")
      const row = rows.at(-1)
      const received = world.papers(row?.["SBLSH"])
      const chosen = ["zrzy-7004", "wjj-7022"].map(
        (ref) => materials.find(({ ownerRef }) => ownerRef === ref) ?? fail(ref),
      )
      const originals = await Promise.all(chosen.map(fileOf))
      assert.deepEqual(
        received.map(({ CLMC }) => CLMC),
        chosen.map(({ name }) => name.zh),
        "the papers of two other departments arrived, each from its owner",
      )
      for (const [at, { CLLJ, CLZY }] of received.entries()) {
        const copy = readFileSync(String(CLLJ))
        assert.equal(copy.toString("latin1", 0, 5), "%PDF-")
        assert.equal(createHash("sha256").update(copy).digest("hex"), CLZY)
        assert.notEqual(CLZY, originals[at]?.digest, "the marked copy, not the original")
      }

      const began = Date.now()
      await citizen.clerkSets("已受理")
      await page.getByRole("heading", { name: "已受理，正在办理" }).waitFor()
      const took = Date.now() - began
      assert.ok(took < shownWithinMs, `shown after ${took} ms, promised within ${shownWithinMs} ms`)
      console.log(`the clerk's change was shown after ${took} ms (promised: ${shownWithinMs} ms)`)
      await citizen.look("accepted")

      await citizen.clerkAsksFor("经营场所使用证明", "缺附图")
      await page.getByRole("heading", { name: "需要补正" }).waitFor()
      await page.getByText("轮到您：补交 1 份材料").waitFor()
      await citizen.look("correction")
      await page.getByRole("link", { name: "去补交" }).click()
      await page.getByRole("button", { name: /经营场所使用证明/ }).click()
      if (!sameSite) await citizen.unlock()
      await citizen.pick()
      await citizen.supply()
      await page.getByRole("heading", { name: "已收件，正在看是否受理" }).waitFor()
      await citizen.look("supplied")
      assert.equal(world.papers(row?.["SBLSH"]).length, 3, "all papers stand, each with its use")

      await citizen.clerkSets("已受理")
      await page.getByRole("heading", { name: "已受理，正在办理" }).waitFor()
      await citizen.clerkSets("正常办结")
      await page.getByRole("heading", { name: "已经办结" }).waitFor()
      await citizen.look("closed")
      const steps = await page.locator("tongban-case-status .step").count()
      assert.equal(
        steps,
        2,
        "the case is bound, not doubled: submitted once, then accepted and closed",
      )
      await citizen.leave()
    })
  }

  test("a sensitive paper is asked for on a page of its own, and arrives from its owner", async () => {
    const citizen = await Citizen.at(world.browser, world.province.addresses.oldSameSite)
    await citizen.logIn("何秋月")
    await citizen.openPicker()
    await citizen.pickAll()
    await citizen.pickSensitive()
    await citizen.submit()
    await citizen.page.getByRole("heading", { name: "已提交，等部门收件" }).waitFor()
    const paper = world.papers(world.rows().at(-1)?.["SBLSH"]).find(({ CLBH }) => CLBH === "r5")
    const chosen = materials.find(({ grade, sensitive }) => sensitive && grade === "A") ?? fail()
    assert.equal(paper?.["CLMC"], chosen.name.zh)
    const copy = readFileSync(String(paper["CLLJ"]))
    assert.equal(createHash("sha256").update(copy).digest("hex"), paper["CLZY"])
    assert.notEqual(paper["CLZY"], (await fileOf(chosen)).digest, "the marked copy")
    await citizen.leave()
  })

  test("a reload of the submission makes no second row", async () => {
    const citizen = await Citizen.at(world.browser, world.province.addresses.oldSameSite)
    await citizen.logIn("何秋月")
    await citizen.openPicker()
    await citizen.pickAll()
    const form = await citizen.page.evaluate(() => {
      const data = new FormData(document.querySelector("form") ?? undefined)
      return [...data].map(([name, value]) => [name, typeof value === "string" ? value : ""])
    })
    const rowsBefore = world.rows().length
    const send = () =>
      citizen.page.evaluate(async (fields) => {
        const response = await fetch("/apply", {
          method: "POST",
          body: new URLSearchParams(fields),
        })
        return response.url
      }, form)
    const [first, second] = [await send(), await send()]
    assert.equal(first, second, "both lead to the same case")
    assert.equal(world.rows().length, rowsBefore + 1)
    await citizen.leave()
  })

  test("her mother's certificate is not listed, her own withdrawn one is, with its reason", async () => {
    const citizen = await Citizen.at(world.browser, world.province.addresses.oldSameSite)
    await citizen.logIn("何秋月")
    await citizen.openPicker()
    await citizen.surface.getByText("不能用的 1 份").click()
    await citizen.surface.getByText("签发单位已废止").waitFor()
    assert.equal(await citizen.surface.getByRole("radio").count(), 1)
    await citizen.leave()
  })

  test("logged out, the portal shows nobody and the hub asks again", async () => {
    const citizen = await Citizen.at(world.browser, world.province.addresses.old)
    await citizen.logIn("许秀英")
    await citizen.page.getByRole("button", { name: /\*秀英/ }).click()
    await citizen.page.getByRole("button", { name: "退出所有部门" }).click()
    const login = citizen.page.getByRole("button", { name: "统一身份登录" })
    await login.click()
    await citizen.page.getByText("以谁登录？").waitFor()
    await citizen.leave()
  })

  test("logged out at one portal in one tab, another portal's tab shows it when it is looked at", async () => {
    const { old, oldSameSite } = world.province.addresses
    const citizen = await Citizen.at(world.browser, old)
    await citizen.logIn("许秀英")
    const other = await citizen.page.context().newPage()
    await other.goto(`${oldSameSite}/apply`)
    await other.getByRole("button", { name: "统一身份登录" }).click()
    await other.getByRole("button", { name: /\*秀英/ }).waitFor()

    await citizen.page.bringToFront()
    await citizen.page.getByRole("button", { name: /\*秀英/ }).click()
    await citizen.page.getByRole("button", { name: "退出所有部门" }).click()
    await citizen.page.getByRole("button", { name: "统一身份登录" }).waitFor()

    await lookAt(other)
    await other.getByRole("button", { name: "统一身份登录" }).waitFor()
    await citizen.leave()
  })

  /** Somebody at the form whose hub login is gone. */
  const forgotten = async () => {
    const citizen = await Citizen.at(world.browser, world.province.addresses.old)
    await citizen.logIn("何秋月")
    await citizen.page.context().clearCookies({ domain: "localhost" })
    await citizen.openPicker()
    return citizen
  }

  test("the hub has forgotten the login: the unlock window logs in first, then confirms", async () => {
    const citizen = await forgotten()
    await citizen.unlockAfterLogin("何秋月")
    await citizen.pick()
    await citizen.leave()
  })

  test("somebody else logged in at the hub: the surface stays shut, and says why", async () => {
    const citizen = await forgotten()
    const window = await citizen.unlockAfterLogin("许秀英")
    await window.getByText("两边登录的不是同一个人").waitFor()
    await citizen.leave()
  })

  test("the owner away: the application stands, its paper is owed, the use is logged all the same", async () => {
    const citizen = await Citizen.at(world.browser, world.province.addresses.oldSameSite)
    await citizen.logIn("何秋月")
    await citizen.openPicker()
    await citizen.pickAll()
    await world.stop("csv")
    await citizen.submit()
    await citizen.page.getByRole("heading", { name: "已提交，等部门收件" }).waitFor()
    const row = world.rows().at(-1)
    const [paper] = world.papers(row?.["SBLSH"])
    assert.equal(paper?.["CLMC"], "不动产权证书（待补发）")
    assert.equal(paper["CLLJ"], null)
    assert.match(String(paper["HDBH"]), /^[0-9a-f]{64}$/)
    await world.start("csv")
    await citizen.leave()
  })

  test("the hub away: the portal says so calmly, keeps what was typed, and goes on when it is back", async () => {
    const citizen = await Citizen.at(world.browser, world.province.addresses.oldSameSite)
    const { page } = citizen
    await citizen.logIn("何秋月")
    await citizen.openPicker()
    await citizen.pickAll()
    const rowsBefore = world.rows().length
    await world.stop("hub")
    await citizen.submit()
    await page.getByText("系统暂时打不开，不是您的问题").first().waitFor()
    assert.equal(world.rows().length, rowsBefore, "no row without a redemption")
    await world.start("hub")
    await page.goBack()
    assert.equal(await page.getByLabel("申请人姓名").inputValue(), "何秋月")
    await page.reload()
    await page.getByRole("button", { name: /经营场所使用证明/ }).waitFor()
    await citizen.leave()
  })
})
