import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { Hono } from "hono"
import type { Context } from "hono"
import { isProblemError } from "@tongban/sdk"
import type { Tongban } from "@tongban/sdk"
import type { Gateway } from "@tongban/sdk/gateway"
import type { ServiceItem } from "@tongban/standards"
import { legalDayOf, problemText, toldError } from "@tongban/standards"
import { inCorrection, states } from "./cases-table.ts"
import type { CasesTable, Row } from "./cases-table.ts"
import { askPage, correctPage } from "./correction-pages.ts"
import {
  applyPage,
  casePage,
  clerkPage,
  faultPage,
  findPage,
  formHref,
  homePage,
  signInPage,
} from "./pages.ts"
import type { Form } from "./pages.ts"
import { shownAs } from "../receive-papers.ts"
import { submit, supply } from "./submit.ts"

export interface PortalParts {
  /** By the host that the browser asked for. */
  gateways: ReadonlyMap<string, Gateway>
  tongban: Tongban
  table: CasesTable
  item: ServiceItem
  papers: string
  now(): Date
}

const home = { href: "/", name: "返回首页" }
const again = { href: "/apply", name: "重新填写" }

/** The old portal: its pages, its form, its clerk's table; the gateway under `/tongban/`. */
export function portalApp({ gateways, tongban, table, item, papers, now }: PortalParts): Hono {
  const app = new Hono()
  const gatewayOf = (context: Context): Gateway | undefined =>
    gateways.get(new URL(context.req.url).host)

  app.use(async (context, next) => {
    if (gatewayOf(context) === undefined)
      return context.text("这个网址没有登记，请从部门的正式网址打开。", 421)
    await next()
    context.header("x-content-type-options", "nosniff")
    return undefined
  })
  app.all(
    "/tongban/*",
    (context) => gatewayOf(context)?.fetch(context.req.raw) ?? context.notFound(),
  )
  for (const [path, file] of staticFiles()) {
    app.get(path, (context) => {
      context.header("cache-control", "max-age=3600")
      context.header(
        "content-type",
        path.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
      )
      return context.body(file)
    })
  }

  app.get("/favicon.ico", (context) => context.body(null, 204))
  app.get("/", (context) => context.html(homePage(item)))

  app.get("/apply", async (context) => {
    const gateway = gatewayOf(context)
    // The address names the draft, so that a reload, or the way back from the hub's page, has the same.
    const named = context.req.query("draft")
    // Back from the case, or an old bookmark: what was sent is not filled in again.
    const sent = table.findByCase(named ?? "")
    if (sent !== undefined) return context.redirect(caseHref(sent), 303)
    try {
      const draft = (await gateway?.openDraft(context.req.raw, item.code, named))?.id ?? ""
      if (draft !== named) return context.redirect(formHref(draft), 303)
      return await context.html(applyPage(item, draft, { SQRXM: "", LXDH: "", JYCS: "" }, []))
    } catch (error) {
      if (isProblemError(error, "login_required")) return context.html(signInPage())
      return problemPage(context, error)
    }
  })

  app.post("/apply", async (context) => {
    const body = await context.req.parseBody()
    const text = (name: string) => {
      const value = body[name]
      return typeof value === "string" ? value.trim() : ""
    }
    const form: Form = { SQRXM: text("SQRXM"), LXDH: text("LXDH"), JYCS: text("JYCS") }
    const draft = text("draft")
    // Sent twice, or reloaded: the same application.
    const sent = table.findByCase(draft)
    if (sent !== undefined) return context.redirect(caseHref(sent), 303)
    const faults = faultsOf(form, text("materials"))
    if (faults.length > 0) return context.html(applyPage(item, draft, form, faults), 422)
    try {
      const row = await submit(draft, form, text("materials"), {
        tongban,
        table,
        item,
        papers,
        now: now(),
      })
      return context.redirect(caseHref(row), 303)
    } catch (error) {
      return problemPage(context, error)
    }
  })

  app.get("/case", (context) => {
    const number = context.req.query("sblsh")
    if (number === undefined) return context.html(findPage())
    const row = table.find(number.trim())
    if (row === undefined) {
      return context.html(
        faultPage("没有找到", "没有这个申报流水号，请核对后再查。", {
          href: "/case",
          name: "重新查询",
        }),
        404,
      )
    }
    return context.html(casePage(row, table.papersOf(row.SBLSH)))
  })

  /** Whether papers are waited for: asked for in a notice, or promised. */
  const waits = (row: Row): boolean =>
    row.BLZT === inCorrection || table.promisedOf(row.SBLSH).length > 0

  app.get("/correct", (context) => {
    const row = table.find(context.req.query("sblsh") ?? "")
    if (row === undefined || !waits(row)) return context.redirect(caseHref(row))
    return context.html(correctPage(item, row, table.promisedOf(row.SBLSH), []))
  })

  app.post("/correct", async (context) => {
    const { sblsh, materials } = await context.req.parseBody()
    const row = typeof sblsh === "string" ? table.find(sblsh) : undefined
    if (row === undefined) return context.redirect("/case")
    if (!waits(row)) return context.redirect(caseHref(row), 303)
    if (typeof materials !== "string" || materials === "")
      return context.html(
        correctPage(item, row, table.promisedOf(row.SBLSH), ["请选用要补交的材料"]),
        422,
      )
    try {
      await supply(row, materials, { tongban, table, item, papers, now: now() })
      return context.redirect(caseHref(row), 303)
    } catch (error) {
      return problemPage(context, error)
    }
  })

  app.use("/clerk/*", async (context, next) => {
    const { method } = context.req
    if (method !== "GET" && context.req.header("origin") !== new URL(context.req.url).origin)
      return context.text("来源不对", 403)
    return next()
  })

  app.get("/clerk", (context) => context.html(clerkPage(table.newest(), table.papersOf)))

  app.get("/clerk/correct", (context) => {
    const row = table.find(context.req.query("sblsh") ?? "")
    if (row === undefined) return context.redirect("/clerk")
    return context.html(askPage(item, row, suggestedDay(now()), []))
  })

  app.post("/clerk/correct", async (context) => {
    const body = await context.req.parseBody()
    const text = (name: string) => {
      const value = body[name]
      return typeof value === "string" ? value.trim().replace(/\s+/g, " ") : ""
    }
    const row = table.find(text("SBLSH"))
    if (row === undefined) return context.text("没有这个流水号", 404)
    const lines = item.requirements
      .filter(({ key }) => text(`BZ-${key}`) !== "")
      .map(({ key }) => `${key} ${text(`BZ-${key}`)}`)
    const dueOn = text("BZQX")
    const faults = [
      ...(lines.length > 0 ? [] : ["请至少写明一份要补的材料"]),
      ...(/^\d{4}-\d{2}-\d{2}$/.test(dueOn) && dueOn > legalDayOf(now())
        ? []
        : ["补正期限要在今天以后"]),
    ]
    if (faults.length > 0) {
      return context.html(askPage(item, row, dueOn || suggestedDay(now()), faults), 422)
    }
    table.askFor(row.SBLSH, { list: lines.join("\n"), dueOn }, now())
    return context.redirect("/clerk", 303)
  })

  app.post("/clerk/state", async (context) => {
    const { SBLSH, BLZT } = await context.req.parseBody()
    const known = states.some(({ code }) => code === BLZT && code !== inCorrection)
    if (typeof SBLSH !== "string" || typeof BLZT !== "string" || !known)
      return context.text("状态不在表里", 422)
    return table.setState(SBLSH, BLZT, now())
      ? context.text("ok")
      : context.text("没有这个流水号", 404)
  })

  app.get("/clerk/papers/:number/:receipt", (context) => {
    const { number, receipt } = context.req.param()
    const paper = table.papersOf(number).find(({ HDBH }) => HDBH === receipt)
    if (paper?.CLLJ == null) return context.notFound()
    for (const [name, value] of Object.entries(shownAs(paper.CLLJ))) context.header(name, value)
    return context.body(new Uint8Array(readFileSync(paper.CLLJ)))
  })

  app.notFound((context) => context.html(faultPage("没有这个网页", "网址可能写错了。", home), 404))
  app.onError((error, context) => problemPage(context, error))
  return app
}

const caseHref = (row: Row | undefined): string =>
  row === undefined ? "/case" : `/case?sblsh=${encodeURIComponent(row.SBLSH)}`

/** What the form offers: the clerk says the day. */
const suggestedDay = (now: Date): string => legalDayOf(new Date(now.getTime() + 14 * 86_400_000))

/** A refusal in its own words; anything else is told to the log, and calmly to the reader. */
function problemPage(context: Context, error: unknown) {
  if (!isProblemError(error)) console.error("old portal:", toldError(error))
  const code = isProblemError(error) ? error.code : "unavailable"
  const { title, next } = problemText(code, "zh-CN")
  const status = isProblemError(error) && error.status < 500 ? 409 : 503
  return context.html(faultPage(title, next, again), status)
}

function faultsOf(form: Form, materials: string): string[] {
  return [
    ...(form.SQRXM === "" ? ["请填写申请人姓名"] : []),
    ...(/^[\d-]{5,20}$/.test(form.LXDH) ? [] : ["联系电话只能有数字和短横，5 至 20 位"]),
    ...(form.JYCS === "" ? ["请填写经营场所"] : []),
    ...(materials === "" ? ["请选用经营场所使用证明"] : []),
  ]
}

/** jQuery 1.12 and Bootstrap 3, as the portal has them since it was built. */
function staticFiles(): [path: string, file: Uint8Array<ArrayBuffer>][] {
  const require = createRequire(import.meta.url)
  const inPackage = (name: string, path: string) =>
    new Uint8Array(readFileSync(join(dirname(require.resolve(`${name}/package.json`)), path)))
  return [
    ["/static/jquery.min.js", inPackage("jquery", "dist/jquery.min.js")],
    ["/static/bootstrap.min.css", inPackage("bootstrap", "dist/css/bootstrap.min.css")],
  ]
}
