import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { Hono } from "hono"
import type { Context } from "hono"
import { isProblemError } from "@tongban/sdk"
import type { Tongban } from "@tongban/sdk"
import type { Gateway } from "@tongban/sdk/gateway"
import type { ServiceItem } from "@tongban/standards"
import { problemText } from "@tongban/standards"
import { states } from "./cases-table.ts"
import type { CasesTable } from "./cases-table.ts"
import {
  applyPage,
  casePage,
  clerkPage,
  faultPage,
  findPage,
  homePage,
  signInPage,
} from "./pages.ts"
import type { Form } from "./pages.ts"
import { submit } from "./submit.ts"

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
    try {
      const draft = await gateway?.openDraft(context.req.raw, item.code)
      return await context.html(
        applyPage(item, draft?.id ?? "", { SQRXM: "", LXDH: "", JYCS: "" }, []),
      )
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
      return context.redirect(`/case?sblsh=${encodeURIComponent(row.SBLSH)}`, 303)
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
    return context.html(casePage(row))
  })

  app.get("/clerk", (context) => context.html(clerkPage(table.newest())))

  app.post("/clerk/state", async (context) => {
    if (context.req.header("origin") !== new URL(context.req.url).origin)
      return context.text("来源不对", 403)
    const { SBLSH, BLZT } = await context.req.parseBody()
    const known = states.some(({ code }) => code === BLZT)
    if (typeof SBLSH !== "string" || typeof BLZT !== "string" || !known)
      return context.text("状态不在表里", 422)
    return table.setState(SBLSH, BLZT, now())
      ? context.text("ok")
      : context.text("没有这个流水号", 404)
  })

  app.get("/clerk/papers/:number", (context) => {
    const row = table.find(context.req.param("number"))
    if (row?.CLLJ == null) return context.notFound()
    context.header("content-disposition", `attachment; filename="${row.SBLSH}.txt"`)
    context.header("content-type", "text/plain; charset=utf-8")
    return context.body(new Uint8Array(readFileSync(row.CLLJ)))
  })

  app.notFound((context) => context.html(faultPage("没有这个网页", "网址可能写错了。", home), 404))
  app.onError((error, context) => problemPage(context, error))
  return app
}

/** A refusal in its own words; anything else is told to the log, and calmly to the reader. */
function problemPage(context: Context, error: unknown) {
  if (!isProblemError(error))
    console.error("portal:", error instanceof Error ? error.message : error)
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
