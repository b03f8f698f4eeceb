import { join } from "node:path"
import type { FrameLocator, Page } from "playwright-core"

/** The same person at the modern portal, in the browser that she already has. */
export class ModernCitizen {
  readonly page: Page
  readonly #origin: string
  #step = 0

  constructor(page: Page, origin: string) {
    this.page = page
    this.#origin = origin
  }

  /** Opens a page of the portal. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.#origin + path)
  }

  get surface(): FrameLocator {
    return this.page.frameLocator("tongban-material-picker iframe")
  }

  async fillIn(): Promise<void> {
    const { page } = this
    await page.getByLabel("场所名称").fill("何记面馆")
    await page.getByLabel("申请人姓名").fill("何秋月")
    await page.getByLabel("联系电话").fill("15400001003")
  }

  /** Picks the floor plan; the portal is another site than the hub, so the hub's window confirms first. */
  async pickPlan(): Promise<void> {
    const { page, surface } = this
    await this.#openRow(/平面图/)
    await surface.getByText("经营场所平面布局图").first().waitFor()
    await this.look("choose")
    await surface.getByRole("button", { name: "使用这份" }).click()
    await surface.getByRole("button", { name: "同意", exact: true, disabled: false }).click()
    await page.getByRole("button", { name: /平面图.*已选用/ }).waitFor()
  }

  /** Opens the first row that is opened, and confirms who she is. */
  async #openRow(name: RegExp): Promise<void> {
    const { page, surface } = this
    // The clerk's window was in front: a click counts only in the page that is looked at.
    await page.bringToFront()
    await page.getByRole("button", { name }).click()
    const confirm = surface.getByRole("button", { name: "在新窗口确认" })
    const [window] = await Promise.all([page.waitForEvent("popup"), confirm.click()])
    await window.getByRole("button", { name: "是我本人，继续" }).click()
  }

  /** Promises the test report for later; the surface is open. */
  async promiseReport(): Promise<void> {
    const { page, surface } = this
    await page.getByRole("button", { name: /检测或者评价报告.*待选/ }).press("Enter")
    await surface.getByRole("button", { name: "承诺后补" }).waitFor()
    await this.look("may-follow")
    await surface.getByRole("button", { name: "承诺后补" }).press("Enter")
    const agree = surface.getByRole("button", { name: "我承诺", exact: true, disabled: false })
    await agree.waitFor()
    await this.look("promise")
    await agree.press("Enter")
    await page.getByRole("button", { name: /检测或者评价报告.*已承诺后补，最晚/ }).waitFor()
    await this.look("promised")
  }

  /** Uploads the test report, where nothing else is asked for. */
  async uploadReport(): Promise<void> {
    const { page, surface } = this
    await this.#openRow(/检测或者评价报告/)
    await this.look("supply")
    const buffer = Buffer.from("%PDF-1.7\n样例文件，没有任何效力。\n")
    await surface
      .locator("input[type=file]")
      .last()
      .setInputFiles({ name: "报告.pdf", mimeType: "application/pdf", buffer })
    await surface.getByText("您上传的").first().waitFor()
    await surface.getByRole("button", { name: "使用这份" }).press("Enter")
    await surface.getByRole("button", { name: "同意", exact: true, disabled: false }).press("Enter")
    await page.getByRole("button", { name: /检测或者评价报告.*已上传/ }).waitFor()
  }

  /** By the keyboard, as in the old portal. */
  async press(name: string): Promise<void> {
    await this.page.getByRole("button", { name, exact: true }).press("Enter")
  }

  /** Waits for the sentence of the case's state. @returns after how many milliseconds */
  async sees(sentence: string): Promise<number> {
    const began = Date.now()
    await this.page.getByRole("heading", { name: sentence }).waitFor()
    return Date.now() - began
  }

  /** A picture of the step at both widths, where TONGBAN_SCREENSHOTS names a folder. */
  async look(name: string): Promise<void> {
    const folder = process.env["TONGBAN_SCREENSHOTS"]
    if (folder === undefined) return
    this.#step++
    for (const width of [360, 1280]) {
      await this.page.setViewportSize({ width, height: 900 })
      const path = join(folder, `modern-${this.#step}-${name}-${width}.png`)
      await this.page.screenshot({ path, fullPage: true })
    }
  }
}

/** The bureau's clerk, in a window of their own. */
export class ModernClerk {
  readonly #page: Page

  private constructor(page: Page) {
    this.#page = page
  }

  /** Opens the newest application. */
  static async at(page: Page, origin: string): Promise<ModernClerk> {
    await page.goto(`${origin}/clerk`)
    await page.getByRole("link", { name: /^WJ/ }).first().click()
    return new ModernClerk(page)
  }

  async does(what: string): Promise<void> {
    await this.#page.reload()
    await this.#page.getByRole("button", { name: what }).click()
    await this.#page.getByRole("heading", { name: "材料" }).waitFor()
  }

  async asksFor(paper: string, text: string): Promise<void> {
    await this.#page.getByRole("link", { name: "补齐补正" }).click()
    await this.#page.getByLabel(paper).fill(text)
    await this.#page.getByRole("button", { name: "发出告知" }).click()
    await this.#page.getByRole("heading", { name: "已告知补正" }).waitFor()
  }
}
