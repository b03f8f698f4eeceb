import assert from "node:assert/strict"
import type { Citizen } from "./citizen.ts"

/** Somebody's way through the story, and what was acknowledged to them on it. */
export interface Way {
  citizen: Citizen
  /** What the picker held when it was last sent. */
  picked?: string
  /** The paper that she made herself. */
  file: string
  /** The address of the case, which bears the local number that she was told. */
  address?: string
}

export interface Step {
  name: string
  /** About how long its requests take on an idle machine, in ms. */
  lastsMs: number
  /** What a citizen or clerk does, until they see that it is done. */
  act(way: Way): Promise<void>
  /** What they do where that failed, once everything runs again. */
  again(way: Way): Promise<void>
}

const sentence = ({ citizen }: Way, text: string) =>
  citizen.page.getByRole("heading", { name: text }).waitFor()

const openForm = async ({ citizen }: Way) => {
  if (!(await citizen.openForm())) await citizen.logIn("何秋月")
  await citizen.fillIn()
}

const unlock = async ({ citizen }: Way) => {
  await citizen.openRow("certificate")
  await citizen.unlock()
  await citizen.surface.getByText("不动产权证书").first().waitFor()
}

const chooseStill = async ({ citizen }: Way) => {
  await citizen.pickStill("certificate")
}

const upload = ({ citizen, file }: Way) => citizen.uploadStill(file)

/** Sends the form at hand; nothing is picked anew. */
const send = async (way: Way, button: string, done: string) => {
  const { citizen } = way
  const { page } = citizen
  const picker = page.locator("tongban-material-picker")
  await picker.getByText("已选用").first().waitFor()
  way.picked ??= await citizen.formValue()
  assert.equal(await citizen.formValue(), way.picked, "what was picked is still there")
  await page.getByRole("button", { name: button }).dispatchEvent("click")
  await sentence(way, done)
}

/**
 * The portal's own page of a failure: she goes back and sends again. The browser's, or that of a case
 * whose state could not be read: she reloads, which sends again what was not sent.
 */
const sendAgain = async (way: Way, button: string, done: string) => {
  const { page } = way.citizen
  const isSent = page.url().includes("/case")
  if (!isSent && (await page.getByText("系统暂时打不开").first().isVisible())) {
    await page.goBack()
    return send(way, button, done)
  }
  if (await page.locator("tongban-material-picker").isVisible()) return send(way, button, done)
  await page.reload()
  return sentence(way, done)
}

const submit = (sending: typeof send) => async (way: Way) => {
  await sending(way, "提 交", "已提交，等部门收件")
  way.address = way.citizen.page.url()
}

const read = async (way: Way) => {
  await way.citizen.page.goto(way.address ?? assert.fail("no case was shown yet"))
  await sentence(way, "已提交，等部门收件")
}

/** The widget must show it by itself: nobody reloads the page. */
const accept = async (way: Way) => {
  await way.citizen.clerkSets("已受理")
  await sentence(way, "已受理，正在办理")
}

const ask = async (way: Way) => {
  await way.citizen.clerkAsksFor("经营场所使用证明", "缺附图")
  await sentence(way, "需要补正")
}

const pickAnswer = async ({ citizen }: Way) => {
  await citizen.openRow("certificate")
  await citizen.unlock()
  await citizen.pick()
}

const answer = async (way: Way) => {
  delete way.picked
  await way.citizen.page.getByRole("link", { name: "去补交" }).click()
  await pickAnswer(way)
}

const answerAgain = async (way: Way) => {
  await way.citizen.page.goto(way.address ?? assert.fail("no case was shown yet"))
  await answer(way)
}

const supply = (sending: typeof send) => (way: Way) =>
  sending(way, "补 交", "已收件，正在看是否受理")

const close = async (way: Way) => {
  await way.citizen.clerkSets("正常办结")
  await sentence(way, "已经办结")
}

/** The story, step by step: log in, apply with three papers, be asked for one again, and be done. */
export const steps = {
  logIn: {
    name: "logs in",
    lastsMs: 1_500,
    act: ({ citizen }) => citizen.logIn("何秋月"),
    again: openForm,
  },
  form: { name: "opens the form", lastsMs: 400, act: openForm, again: openForm },
  unlock: {
    name: "opens the surface and confirms",
    lastsMs: 1_200,
    act: unlock,
    async again(way) {
      await openForm(way)
      await unlock(way)
    },
  },
  choose: { name: "chooses and agrees", lastsMs: 1_200, act: chooseStill, again: chooseStill },
  second: {
    name: "chooses a second paper",
    lastsMs: 1_200,
    act: ({ citizen }) => citizen.pickStill("plan"),
    again: ({ citizen }) => citizen.pickStill("plan"),
  },
  upload: { name: "uploads a third", lastsMs: 2_500, act: upload, again: upload },
  submit: { name: "submits", lastsMs: 600, act: submit(send), again: submit(sendAgain) },
  read: { name: "opens the case", lastsMs: 300, act: read, again: read },
  accept: { name: "is accepted by the clerk", lastsMs: 1_500, act: accept, again: accept },
  ask: { name: "is asked for a correction", lastsMs: 1_500, act: ask, again: ask },
  answer: { name: "picks what was asked for", lastsMs: 2_500, act: answer, again: answerAgain },
  supply: { name: "supplies it", lastsMs: 1_500, act: supply(send), again: supply(sendAgain) },
  close: { name: "is closed by the clerk", lastsMs: 1_500, act: close, again: close },
} satisfies Record<string, Step>

export type StepName = keyof typeof steps
