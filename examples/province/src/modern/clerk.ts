import { readFileSync } from "node:fs"
import type { FastifyInstance } from "fastify"
import { legalDayOf } from "@tongban/standards"
import { shownAs } from "../receive-papers.ts"
import { page } from "./portal.ts"
import type { PortalParts } from "./portal.ts"
import { stateNames } from "./applications.ts"
import type { State } from "./applications.ts"
import { textsOf } from "./form.ts"
import { clerkCasePage, correctionPage, queuePage } from "./pages/clerk.ts"
import { faultPage } from "./pages/fault.ts"
import { pickedRequirements } from "./pages/apply.ts"

interface Named {
  Params: { projid: string }
}

/** What the bureau's own people open, on this machine only. */
export function clerkRoutes(app: FastifyInstance, { item, applications, now }: PortalParts): void {
  const unknown = faultPage("没有这个办件", "办件编号可能写错了。", "/clerk", "返回列表")
  const moved = faultPage("没有改", "这个办件的状态已经变了。", "/clerk", "返回列表")
  /** What the form offers: the clerk says the day. */
  const suggested = () => legalDayOf(new Date(now().getTime() + 14 * 86_400_000))

  app.get("/clerk", (_, reply) => page(reply, queuePage(applications.queue())))

  app.get<Named>("/clerk/:projid", ({ params }, reply) => {
    const found = applications.find(params.projid)
    if (found === undefined) return page(reply.code(404), unknown)
    return page(reply, clerkCasePage(item, found, applications.papersOf(found.projid)))
  })

  app.post<Named>("/clerk/:projid/state", ({ params: { projid }, body }, reply) => {
    const { to, result } = textsOf(body, ["to", "result"])
    const done =
      isState(to) && applications.move(projid, to, result === "" ? undefined : result, now())
    return done ? reply.redirect(`/clerk/${projid}`, 303) : page(reply.code(409), moved)
  })

  app.get<Named>("/clerk/:projid/correction", ({ params }, reply) => {
    const found = applications.find(params.projid)
    if (found === undefined) return page(reply.code(404), unknown)
    return page(reply, correctionPage(item, found, suggested(), []))
  })

  app.post<Named>("/clerk/:projid/correction", ({ params, body }, reply) => {
    const found = applications.find(params.projid)
    if (found === undefined) return page(reply.code(404), unknown)
    const { dueOn } = textsOf(body, ["dueOn"])
    const texts = textsOf(body, pickedRequirements)
    const lines = pickedRequirements
      .map((key) => ({ key, text: (texts[key] ?? "").replace(/\s+/g, " ") }))
      .filter(({ text }) => text !== "")
    const isLater = /^\d{4}-\d{2}-\d{2}$/.test(dueOn) && dueOn > legalDayOf(now())
    const faults = [
      ...(lines.length > 0 ? [] : ["请至少写明一份要补的材料"]),
      ...(isLater ? [] : ["补正期限要在今天以后"]),
    ]
    if (faults.length > 0)
      return page(reply.code(422), correctionPage(item, found, dueOn || suggested(), faults))
    const list = lines.map(({ key, text }) => `${key} ${text}`).join("\n")
    return applications.askFor(found.projid, { list, dueOn }, now())
      ? reply.redirect(`/clerk/${found.projid}`, 303)
      : page(reply.code(409), moved)
  })

  app.get<{ Params: { projid: string; receipt: string } }>(
    "/clerk/:projid/papers/:receipt",
    ({ params }, reply) => {
      const paper = applications
        .papersOf(params.projid)
        .find(({ receipt }) => receipt === params.receipt)
      if (paper?.file === undefined) return page(reply.code(404), unknown)
      return reply.headers(shownAs(paper.file)).send(readFileSync(paper.file))
    },
  )
}

const isState = (value: string): value is State => Object.hasOwn(stateNames, value)
