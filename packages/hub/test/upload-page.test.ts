import assert from "node:assert/strict"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, suite, test } from "node:test"
import type { BrowserContext, Frame, Page, Request } from "playwright-core"
import { offer, Portal } from "./support/framed-surface.ts"
import type { ShellWindow } from "./support/framed-surface.ts"
import { he, item } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"
import { pdf } from "./support/uploading.ts"

/** As large as the pieces that the page sends. */
const piece = 512 * 1024

suite("an upload, in the surface's page", () => {
  let world: HubWorld
  let portal: Portal
  const folder = mkdtempSync(join(tmpdir(), "tongban-uploaded-"))
  const file = join(folder, "规章.pdf")

  before(async () => {
    world = await HubWorld.make()
    portal = await Portal.open(world)
  })
  after(async () => {
    await portal.close()
    await world.close()
    rmSync(folder, { recursive: true })
  })

  /** A surface that waits for a file, and a line that the test may stop. */
  const choosing = async (context?: BrowserContext) => {
    writeFileSync(file, pdf(4 * piece))
    const citizen = await world.logIn(he)
    const { page, surface, url } = await portal.framed(citizen, [item.selfMade], {}, context)
    const line = await lineOf(page)
    const open = async () => {
      await offer(page, {}, 1, item.selfMade)
      await portal.unlock(citizen, page, surface)
      await surface.getByText("自己上传").waitFor()
    }
    await open()
    return { page, surface, url, line, open }
  }
  const choose = (surface: Frame) => surface.locator("input[type=file]").last().setInputFiles(file)
  const uploaded = (surface: Frame) =>
    surface.getByText("您上传的，窗口还要看原件").first().waitFor()

  test("the frame loaded anew: the same file goes on where it was cut", async () => {
    const { page, surface, url, line, open } = await choosing(
      await portal.withProfile(join(folder, "profile")),
    )
    line.cutAfter(2)
    const failed = page.waitForEvent("requestfailed")
    await choose(surface)
    await failed

    await page.evaluate((address) => {
      const shell = window as unknown as ShellWindow
      shell.hellos.length = 0
      shell.show(address)
    }, url)
    await page.waitForFunction(() => (window as unknown as ShellWindow).hellos.length > 0)
    line.mend()
    line.asked.length = 0
    await open()
    await choose(surface)
    await uploaded(surface)
    const methods = line.asked.map((request) => request.method())
    assert.deepEqual(methods, ["HEAD", "PATCH", "PATCH"])
    assert.equal(line.asked[1]?.headers()["upload-offset"], String(2 * piece))
    await page.context().close()
  })

  test("15 seconds without progress: a way on, which lets go of what hangs", async () => {
    const { page, surface, line } = await choosing()
    await page.clock.install()
    await page.clock.pauseAt(Date.now() + 60_000)
    line.stallAfter(1)
    await choose(surface)
    await line.stalled
    await surface.getByText("已传 25%").waitFor()
    const words = surface.getByText("15 秒没有进展")
    await page.clock.fastForward(14_999)
    assert.equal(await words.count(), 0)
    await page.clock.fastForward(1)
    await words.waitFor()

    await page.clock.resume()
    line.mend()
    const letGo = page.waitForEvent("requestfailed")
    await surface.getByRole("button", { name: "再试一次" }).click()
    assert.equal((await letGo).method(), "PATCH")
    await uploaded(surface)
    assert.equal(line.asked.filter((request) => request.method() === "POST").length, 1)
    await page.context().close()
  })

  test("cancelled: the hub forgets it, and the same file begins anew", async () => {
    const { page, surface, line } = await choosing()
    line.stallAfter(1)
    await choose(surface)
    await line.stalled
    const answered = page.waitForResponse((response) => response.request().method() === "DELETE")
    await surface.getByRole("button", { name: "取消上传" }).click()
    assert.equal((await answered).status(), 204)
    await surface.getByText("自己上传").waitFor()
    line.mend()
    line.asked.length = 0
    await choose(surface)
    await uploaded(surface)
    assert.equal(line.asked[0]?.method(), "POST", "from the beginning")
    await page.context().close()
  })
})

/** The line of a page's uploads: it passes everything, until the test cuts or stops it. */
async function lineOf(page: Page) {
  const asked: Request[] = []
  let most = Infinity
  let passed = 0
  let stops = false
  let stall: () => void = () => undefined
  const stalled = new Promise<void>((resolve) => (stall = resolve))
  const end = (count: number, stop: boolean) => {
    most = count
    stops = stop
  }
  page.on("request", (request) => {
    if (new URL(request.url()).pathname.startsWith("/uploads")) asked.push(request)
  })
  await page.route("**/uploads/*", async (route) => {
    if (route.request().method() !== "PATCH") return route.continue()
    passed++
    if (passed <= most) return route.continue()
    // What stalls is answered by nobody.
    if (stops) stall()
    else return route.abort("connectionreset")
  })
  return {
    asked,
    stalled,
    cutAfter: (pieces: number) => {
      end(pieces, false)
    },
    stallAfter: (pieces: number) => {
      end(pieces, true)
    },
    mend: () => {
      end(Infinity, false)
    },
  }
}
