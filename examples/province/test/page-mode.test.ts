import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import { Citizen } from "./support/citizen.ts"
import { makeWorld } from "./support/world.ts"
import type { World } from "./support/world.ts"

suite("a page of its own, where windows are cut", () => {
  let world: World

  before(async () => {
    world = await makeWorld()
  })
  after(() => world.close())

  /** At the form with her papers' row open, on a site from which no frame knows her. */
  const atForm = async (prepare: (citizen: Citizen) => Promise<unknown>) => {
    const citizen = await Citizen.at(world.browser, world.province.addresses.old)
    await citizen.logIn("何秋月")
    await prepare(citizen)
    await citizen.page.reload()
    await citizen.openPicker()
    return citizen
  }

  /** The trip, and the form's own submit: all of one draft. */
  const throughPage = async (citizen: Citizen) => {
    const { page } = citizen
    const before = page.url()
    assert.match(before, /\/apply\?draft=/)
    await citizen.pickOnPage()
    assert.equal(page.url(), before, "the same draft, and nothing of the trip")
    for (const [label, typed] of [
      ["申请人姓名", "何秋月"],
      ["联系电话", "15400001003"],
      ["经营场所：", "澄湾市样例路18号"],
    ] as const)
      assert.equal(await page.getByLabel(label).inputValue(), typed)

    const rows = world.rows().length
    await citizen.submit()
    await page.getByRole("heading", { name: "已提交，等部门收件" }).waitFor()
    assert.equal(world.rows().length, rows + 1)
    const names = world.papers(world.rows().at(-1)?.["SBLSH"]).map(({ CLMC }) => CLMC)
    assert.deepEqual(names.sort(), ["不动产权证书", "经营场所平面布局图"])
    await citizen.leave()
  }

  test("the browser opens no window: she goes by the page, and everything is still there", async () => {
    const citizen = await atForm(({ page }) =>
      page.context().addInitScript(() => {
        window.open = () => null
      }),
    )
    await throughPage(citizen)
  })

  test("the portal cuts the hub's window off (COOP): she goes by the page all the same", async () => {
    const { old } = world.province.addresses
    const citizen = await atForm(async ({ page }) => {
      // Of a page that is handed on here the browser doesn't know that it is this machine's, as the hub is.
      await page.context().grantPermissions(["local-network-access"], { origin: old })
      await page.context().route(`${old}/apply*`, async (route) => {
        const response = await route.fetch({ maxRedirects: 0 })
        const headers = { ...response.headers(), "cross-origin-opener-policy": "same-origin" }
        await route.fulfill({ response, headers })
      })
    })
    await throughPage(citizen)
  })

  test("a draft in the address that is another's is not taken up", async () => {
    const { old } = world.province.addresses
    const hers = await atForm(() => Promise.resolve())
    const draft = new URL(hers.page.url()).searchParams.get("draft") ?? ""
    await hers.page.reload()
    assert.equal(new URL(hers.page.url()).searchParams.get("draft"), draft)
    const other = await Citizen.at(world.browser, old)
    await other.logIn("许秀英")
    await other.page.goto(`${old}/apply?draft=${draft}`)
    const theirs = new URL(other.page.url()).searchParams.get("draft") ?? ""
    assert.notEqual(theirs, draft)
    assert.notEqual(theirs, "")
    await hers.leave()
    await other.leave()
  })
})
