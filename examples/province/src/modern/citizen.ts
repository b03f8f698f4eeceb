import type { FastifyInstance } from "fastify"
import { isProblemError } from "@tongban/sdk"
import type { GatewaySession } from "@tongban/sdk/gateway"
import { webRequest } from "@tongban/sdk/gateway/node"
import { pickedIn, receivePapers } from "../receive-papers.ts"
import { inCorrection } from "./applications.ts"
import type { Application } from "./applications.ts"
import { operator, page } from "./portal.ts"
import type { PortalParts } from "./portal.ts"
import { textsOf } from "./form.ts"
import { applyPage, formHref, noForm, signInPage } from "./pages/apply.ts"
import { casePage, casesPage, supplyPage } from "./pages/cases.ts"
import { faultPage } from "./pages/fault.ts"
import { homePage } from "./pages/home.ts"

/** What a citizen opens: every page but the first belongs to who is logged in. */
export function citizenRoutes(app: FastifyInstance, parts: PortalParts): void {
  const { gateway, item, applications, now } = parts
  const sessionOf = (raw: Parameters<typeof webRequest>[1]): Promise<GatewaySession | undefined> =>
    gateway.session(webRequest(gateway, raw))
  const notTheirs = faultPage("没有找到", "您名下没有这个办件。", "/cases", "我的办件")

  app.get("/", (_, reply) => page(reply, homePage(item)))

  app.get("/apply", async ({ raw, query }, reply) => {
    // The address names the draft, so that a reload, or the way back from the hub's page, has the same.
    const { draft: named } = textsOf(query, ["draft"])
    // Back from the case, or an old bookmark: what was sent is not filled in again.
    const sent = applications.findByCase(named)
    if (sent !== undefined) return reply.redirect(`/cases/${sent.projid}`, 303)
    try {
      const { id } = await gateway.openDraft(webRequest(gateway, raw), item.code, named)
      if (id !== named) return await reply.redirect(formHref(id), 303)
      return await page(reply, applyPage(item, id, noForm, []))
    } catch (error) {
      if (isProblemError(error, "login_required")) return page(reply, signInPage(item))
      throw error
    }
  })

  app.post("/apply", async ({ raw, body }, reply) => {
    const session = await sessionOf(raw)
    if (session === undefined) return page(reply.code(401), signInPage(item))
    const { draft, materials, ...form } = textsOf(body, [
      "draft",
      "materials",
      "applyname",
      "telphone",
      "projectname",
    ])
    // Sent twice, or reloaded: the same application.
    const sent = applications.findByCase(draft)
    if (sent !== undefined) return reply.redirect(`/cases/${sent.projid}`, 303)
    const faults = faultsOf(form, materials)
    if (faults.length > 0) return page(reply.code(422), applyPage(item, draft, form, faults))

    const projid = applications.allotNumber(draft, now())
    const { papers, promised } = await received(draft, projid, materials)
    const what = { projid, servicecode: item.code, servicename: item.name.zh, ...form }
    // Sent twice at once: the other one may have been faster.
    if (applications.findByCase(draft) === undefined)
      applications.insert({ ...what, tbcaseid: draft, tbsub: session.sub }, papers, now(), promised)
    return reply.redirect(`/cases/${projid}`, 303)
  })

  app.get("/cases", async ({ raw }, reply) => {
    const session = await sessionOf(raw)
    if (session === undefined) return page(reply, signInPage(item))
    return page(reply, casesPage(applications.of(session.sub)))
  })

  app.get<{ Params: { projid: string } }>("/cases/:projid", async ({ raw, params }, reply) => {
    const session = await sessionOf(raw)
    if (session === undefined) return page(reply, signInPage(item))
    const mine = theirs(session, params.projid)
    if (mine === undefined) return page(reply.code(404), notTheirs)
    return page(reply, casePage(item, mine, applications.papersOf(mine.projid)))
  })

  app.get<{ Params: { projid: string } }>(
    "/cases/:projid/supply",
    async ({ raw, params }, reply) => {
      const session = await sessionOf(raw)
      const mine = session && theirs(session, params.projid)
      if (mine === undefined || !waits(mine)) return reply.redirect(`/cases/${params.projid}`, 303)
      return page(reply, supplyPage(item, mine, applications.promisedOf(mine.projid), []))
    },
  )

  app.post<{ Params: { projid: string } }>(
    "/cases/:projid/supply",
    async ({ raw, params, body }, reply) => {
      const session = await sessionOf(raw)
      const mine = session && theirs(session, params.projid)
      if (mine === undefined || !waits(mine)) return reply.redirect(`/cases/${params.projid}`, 303)
      const { materials } = textsOf(body, ["materials"])
      if (materials === "") {
        const promised = applications.promisedOf(mine.projid)
        return page(reply.code(422), supplyPage(item, mine, promised, ["请选用要补交的材料"]))
      }
      const { papers } = await received(mine.tbcaseid, mine.projid, materials)
      if (mine.handlestate === inCorrection) applications.supply(mine.projid, papers, now())
      else applications.takePromised(mine.projid, papers)
      return reply.redirect(`/cases/${mine.projid}`, 303)
    },
  )

  /** Whether papers are waited for: asked for in a notice, or promised. */
  const waits = ({ handlestate, projid }: Application): boolean =>
    handlestate === inCorrection || applications.promisedOf(projid).length > 0

  const theirs = ({ sub }: GatewaySession, projid: string): Application | undefined => {
    const found = applications.find(projid)
    return found?.tbsub === sub ? found : undefined
  }

  const received = (caseId: string, localNumber: string, materials: string) => {
    const { tongban, folder } = parts
    return receivePapers({
      tongban,
      folder,
      caseId,
      localNumber,
      picked: pickedIn(materials),
      operator,
    })
  }
}

function faultsOf(
  { applyname, telphone, projectname }: Record<"applyname" | "telphone" | "projectname", string>,
  materials: string,
): string[] {
  return [
    ...(applyname === "" ? ["请填写申请人姓名"] : []),
    ...(/^[\d-]{5,20}$/.test(telphone) ? [] : ["联系电话只能有数字和短横，5 至 20 位"]),
    ...(projectname === "" ? ["请填写场所名称"] : []),
    ...(materials === "" ? ["请选用申请材料"] : []),
  ]
}
