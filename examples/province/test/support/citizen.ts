import { join } from "node:path"
import type { Browser, Locator, Page } from "playwright-core"

/** The papers that she picks at the old portal: whose row, and what fits it. */
const papers = {
  certificate: { row: "经营场所使用证明", fits: "不动产权证书" },
  health: { row: "从业人员健康证明", fits: "从业人员健康证明" },
  plan: { row: "主要设备设施布局", fits: "经营场所平面布局图" },
  rules: { row: "食品安全规章制度", fits: "您上传的" },
}

/** Somebody at the old portal, in a browser of their own. Each step is what a person does and waits for. */
export class Citizen {
  readonly page: Page
  readonly #origin: string
  #step = 0

  private constructor(page: Page, origin: string) {
    this.page = page
    this.#origin = origin
  }

  static async at(browser: Browser, origin: string): Promise<Citizen> {
    const context = await browser.newContext({
      locale: "zh-CN",
      viewport: { width: 1280, height: 900 },
    })
    context.setDefaultTimeout(20_000)
    return new Citizen(await context.newPage(), origin)
  }

  async logIn(name: string): Promise<void> {
    const { page } = this
    await page.goto(`${this.#origin}/apply`)
    await page.getByRole("button", { name: "统一身份登录" }).click()
    await this.look("login")
    await page.getByRole("button", { name }).click()
    await page.getByText(`*${name.slice(1)}`).waitFor()
  }

  /** Opens the form, which is a draft from then on, and says whether the portal knows who she is. */
  async openForm(): Promise<boolean> {
    const { page } = this
    await page.goto(`${this.#origin}/apply`)
    const known = page.getByText("*秋月")
    await known
      .or(page.getByRole("button", { name: "统一身份登录" }))
      .first()
      .waitFor()
    return known.isVisible()
  }

  /** Fills in the form's own fields. */
  async fillIn(): Promise<void> {
    const { page } = this
    await page.getByLabel("申请人姓名").fill("何秋月")
    await page.getByLabel("联系电话").fill("15400001003")
    await page.getByLabel("经营场所：").fill("澄湾市样例路18号")
  }

  /** Fills in the form's own fields and opens the row of the paper. */
  async openPicker(): Promise<void> {
    await this.fillIn()
    await this.openRow("certificate")
  }

  /** By the keyboard, as `submit`: the row before may have folded in this very moment. */
  async openRow(paper: keyof typeof papers): Promise<void> {
    await this.page.getByRole("button", { name: papers[paper].row }).press("Enter")
  }

  get surface() {
    return this.page.frameLocator("tongban-material-picker iframe")
  }

  /** The click in the frame, and the click in the hub's window that it opens (protocol M5). */
  async unlock(): Promise<void> {
    const button = this.surface.getByRole("button", { name: "在新窗口确认" })
    await button.waitFor()
    await this.look("locked")
    const [window] = await Promise.all([this.page.waitForEvent("popup"), button.press("Enter")])
    await window.getByText("您现在登录的是 *秋月").waitFor()
    await window.getByRole("button", { name: "是我本人，继续" }).click()
  }

  /** The same, where the hub has forgotten the login: its window logs in first, as whoever is named. */
  async unlockAfterLogin(name: string): Promise<Page> {
    const button = this.surface.getByRole("button", { name: "在新窗口确认" })
    const [window] = await Promise.all([this.page.waitForEvent("popup"), button.press("Enter")])
    await window.getByRole("link", { name: "统一身份登录" }).click()
    await window.getByRole("button", { name }).click()
    await window.getByRole("button", { name: "是我本人，继续" }).click()
    return window
  }

  /** Uses the best match for each paper that the form asks for. */
  async pickAll(): Promise<void> {
    await this.pick()
    await this.openRow("plan")
    await this.pick("plan")
  }

  /**
   * By the keyboard, as `submit`: for some 30 ms after a row opened, the browser sends a click on the
   * frame's new part to the page that holds it.
   */
  async use(): Promise<void> {
    await this.surface.getByRole("button", { name: "使用这份" }).press("Enter")
  }

  /** Uses the best match and agrees to the notice. */
  async pick(paper: keyof typeof papers = "certificate"): Promise<void> {
    const { row, fits } = papers[paper]
    await this.surface.getByText(fits).first().waitFor()
    await this.look("choose")
    await this.use()
    await this.surface.getByText("澄湾市市场监督管理局要用您的 1 份材料").waitFor()
    await this.look("consent")
    await this.surface.getByRole("button", { name: "同意", exact: true, disabled: false }).click()
    await this.page.getByRole("button", { name: new RegExp(`${row}.*已选用`) }).waitFor()
    await this.look("picked")
  }

  /** Goes on with a paper from wherever its row stands; the surface says "try again" where it failed. */
  async pickStill(paper: keyof typeof papers): Promise<void> {
    const picked = this.#picked(paper)
    if (await picked.isVisible()) return
    await this.#openStill(paper)
    const { again, use, agree } = this.#buttons
    await again.or(use).or(agree).first().waitFor()
    if (await again.isVisible()) await again.click()
    await use.or(agree).first().waitFor()
    if (await use.isVisible()) await use.dispatchEvent("click")
    await agree.click()
    await picked.waitFor()
  }

  /** Uploads a file and uses it, from wherever its row stands. */
  async uploadStill(file: string): Promise<void> {
    const picked = this.#picked("rules")
    if (await picked.isVisible()) return
    await this.#openStill("rules")
    const { again, use, agree } = this.#buttons
    const input = this.surface.locator("input[type=file]").last()
    const cancel = this.surface.getByRole("button", { name: "取消上传" })
    await again.or(cancel).or(agree).or(input).first().waitFor()
    if (await again.isVisible()) await again.click()
    await cancel.or(agree).or(input).first().waitFor()
    if (await input.isVisible()) await input.setInputFiles(file)
    // What was chosen before is offered, too: only once the file has come is it the one that is used.
    await cancel.waitFor({ state: "hidden" })
    await use.or(agree).first().waitFor()
    if (await use.isVisible()) await use.dispatchEvent("click")
    await agree.click()
    await picked.waitFor()
  }

  #picked(paper: keyof typeof papers): Locator {
    return this.page.getByRole("button", {
      name: new RegExp(`${papers[paper].row}.*已(选用|上传)`),
    })
  }

  /** In the page itself: what a robot clicks or types in the very moment of a fold goes to the frame. */
  async #openStill(paper: keyof typeof papers): Promise<void> {
    const row = this.page.getByRole("button", { name: papers[paper].row })
    if ((await row.getAttribute("aria-expanded")) !== "true") await row.dispatchEvent("click")
  }

  get #buttons() {
    const button = (name: string) => this.surface.getByRole("button", { name, exact: true })
    return { again: button("再试一次"), use: button("使用这份"), agree: button("同意") }
  }

  /** Uses the best match, a sensitive one, and agrees on the page that asks for it alone. */
  async pickSensitive(): Promise<void> {
    await this.openRow("health")
    await this.surface.getByText("敏感信息，要单独确认").waitFor()
    await this.use()
    const link = this.surface.getByRole("link", { name: "打开确认页" })
    const [own] = await Promise.all([this.page.context().waitForEvent("page"), link.click()])
    await own.getByRole("heading", { name: /属于敏感信息，单独问您/ }).waitFor()
    await own.getByText("看到的人会知道您的体检结论").waitFor()
    await this.look("sensitive", own)
    await own.getByRole("button", { name: "同意", exact: true, disabled: false }).click()
    await own.getByRole("heading", { name: "已同意" }).waitFor()
    await own.close()
    await this.page
      .getByRole("button", { name: new RegExp(`${papers.health.row}.*已选用`) })
      .waitFor()
  }

  /** Where the browser opens no window: the hub's page instead of the frame, and back (protocol M5). */
  async pickOnPage(): Promise<void> {
    const { page } = this
    await this.surface.getByRole("button", { name: "在新窗口确认" }).click()
    await this.surface.getByText("新窗口没有打开").waitFor()
    await this.look("blocked")
    await page.getByRole("button", { name: "用整页办理" }).click()
    await page.waitForURL("**/surface/*")
    for (const { row, fits } of [papers.certificate, papers.plan]) {
      await page.getByRole("button", { name: row }).click()
      await page.getByRole("radio", { name: fits }).waitFor()
      await this.look("page")
      await page.getByRole("button", { name: "使用这份" }).click()
      await page.getByRole("button", { name: "同意", exact: true, disabled: false }).click()
      await page.getByRole("button", { name: new RegExp(`${row}.*已选用`) }).waitFor()
    }
    await page.getByRole("link", { name: "回到申请页" }).click()
    await page.getByRole("button", { name: /经营场所使用证明.*更换/ }).waitFor()
    await this.look("back")
  }

  /** What the picker will submit. */
  formValue(): Promise<string> {
    return this.page
      .locator("tongban-material-picker")
      .evaluate((picker) => (picker as unknown as { value: string }).value)
  }

  /**
   * By the keyboard. A click in the very frame after the surface folded is routed by the browser to
   * the process of the frame that was there: only a robot is that fast.
   */
  async submit(): Promise<void> {
    await this.page.getByRole("button", { name: "提 交" }).press("Enter")
  }

  /** Sends what a correction asked for. */
  async supply(): Promise<void> {
    await this.page.getByRole("button", { name: "补 交" }).press("Enter")
  }

  /** The clerk changes the state of the newest row, on the department's own page. */
  async clerkSets(state: string): Promise<void> {
    const clerk = await this.page.context().newPage()
    await clerk.goto(`${this.#origin}/clerk`)
    await clerk.getByRole("combobox").first().selectOption({ label: state })
    await clerk.getByText("已保存").waitFor()
    await clerk.close()
  }

  /** The clerk sends the newest row back for one paper (补正告知), on the department's own page. */
  async clerkAsksFor(paper: string, text: string): Promise<void> {
    const clerk = await this.page.context().newPage()
    await clerk.goto(`${this.#origin}/clerk`)
    await clerk.getByRole("link", { name: "补正告知" }).first().click()
    await clerk.getByLabel(paper).fill(text)
    await clerk.getByRole("button", { name: "发出告知" }).click()
    await clerk.getByText("食品经营许可 受理列表").waitFor()
    await clerk.close()
  }

  /** Closes every other window: a clerk's, or the hub's. */
  async closeOthers(): Promise<void> {
    for (const page of this.page.context().pages()) if (page !== this.page) await page.close()
  }

  /** How long she waits for anything. */
  waitsFor(ms: number): void {
    this.page.context().setDefaultTimeout(ms)
  }

  /** A picture of the step, where TONGBAN_SCREENSHOTS names a folder. */
  async look(name: string, page = this.page): Promise<void> {
    const folder = process.env["TONGBAN_SCREENSHOTS"]
    if (folder === undefined) return
    this.#step++
    const site = new URL(this.#origin).hostname
    await page.screenshot({
      path: join(folder, `${site}-${this.#step}-${name}.png`),
      fullPage: true,
    })
  }

  async leave(): Promise<void> {
    await this.page.context().close()
  }
}
