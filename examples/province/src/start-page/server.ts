import { readFileSync } from "node:fs"
import { serve } from "@hono/node-server"
import { Hono } from "hono"
import type { Context } from "hono"
import { languageDetector } from "hono/language"
import type { Language } from "@tongban/standards"
import type { Addresses } from "../addresses.ts"
import { ClockFault } from "../clock/clock.ts"
import type { Clock } from "../clock/clock.ts"
import { nextWorkingDay } from "../clock/working-day.ts"
import { isFault } from "../faults/faults.ts"
import type { Switchboard } from "../faults/switchboard.ts"
import { StartFault } from "../preflight.ts"
import type { Refusal } from "./labels.ts"
import { startPage } from "./page.ts"

export interface StartPageParts {
  addresses: Addresses
  clock: Pick<Clock, "now" | "machineNow" | "turnTo">
  faults: Switchboard
}

const dayMs = 86_400_000

/** Where each step of the clock leads; nowhere where the wish cannot be read. */
const steps: Record<string, (now: Date, to: string, machine: Date) => Date | undefined> = {
  day: (now) => new Date(now.getTime() + dayMs),
  week: (now) => new Date(now.getTime() + 7 * dayMs),
  "working-day": nextWorkingDay,
  machine: (_, __, machine) => machine,
  to: (_, to) =>
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(to) ? new Date(`${to}:00+08:00`) : undefined,
}

/** The start page, for this machine's own browsers only. A change must come from the page itself. */
export function startPageApp({ addresses: places, clock, faults }: StartPageParts): Hono {
  const app = new Hono()
  const style = readFileSync(new URL("style.css", import.meta.url), "utf8")

  const show = (context: Context, refusal?: Refusal) => {
    const facts = {
      language: languageOf(context),
      addresses: places,
      now: clock.now(),
      machine: clock.machineNow(),
      faults,
    }
    return context.html(startPage({ ...facts, refusal }), refusal === undefined ? 200 : 422)
  }
  const back = (context: Context, to: string) =>
    context.redirect(`/?lang=${languageOf(context)}#${to}`, 303)

  app.use(async (context, next) => {
    // Another name that leads here (DNS rebinding) is not this page.
    if (new URL(context.req.url).origin !== places.desk)
      return context.text(`Open ${places.desk}`, 421)
    if (context.req.method !== "GET" && context.req.header("origin") !== places.desk)
      return context.text("Changes are made on the page itself.", 403)
    await next()
    context.header("x-content-type-options", "nosniff")
    context.header("referrer-policy", "same-origin")
    context.header("cache-control", "no-store")
    context.header(
      "content-security-policy",
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    return undefined
  })
  app.use(
    languageDetector({
      supportedLanguages: ["zh-CN", "en"],
      fallbackLanguage: "zh-CN",
      order: ["querystring", "header"],
      lookupQueryString: "lang",
      caches: false,
      convertDetectedLanguage: (tag) => tag.replace(/^zh\b.*/i, "zh-CN").replace(/^en\b.*/i, "en"),
    }),
  )

  app.get("/", (context) => show(context))
  app.get("/style.css", (context) => context.body(style, 200, { "content-type": "text/css" }))
  app.get("/favicon.ico", (context) => context.body(null, 204))

  app.post("/clock", async (context) => {
    const { step, to = "" } = await context.req.parseBody()
    const wish = typeof step === "string" && typeof to === "string" ? { step, to } : undefined
    const instant = wish && steps[wish.step]?.(clock.now(), wish.to, clock.machineNow())
    if (instant === undefined || Number.isNaN(instant.getTime())) return show(context, "unread")
    try {
      await clock.turnTo(instant)
    } catch (error) {
      if (error instanceof ClockFault) return show(context, error.rule)
      throw error
    }
    return back(context, "clock")
  })

  app.post("/faults/:name", async (context) => {
    const { name } = context.req.param()
    if (!isFault(name)) return context.notFound()
    const { on } = await context.req.parseBody()
    try {
      await faults.set(name, on === "yes")
    } catch (error) {
      if (!(error instanceof StartFault)) throw error
      console.error(`tongban: ${error.message}`)
      return show(context, "failed")
    }
    return back(context, name)
  })
  return app
}

const languageOf = (context: Context): Language =>
  context.get("language") === "en" ? "en" : "zh-CN"

/** Serves it until it is closed. */
export async function openStartPage(parts: StartPageParts): Promise<{ close(): Promise<void> }> {
  const { fetch } = startPageApp(parts)
  const { desk: port } = parts.addresses.ports
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const opened = serve({ fetch, port, hostname: "127.0.0.1" }, () => {
      resolve(opened)
    })
    opened.once("error", reject)
  })
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        if ("closeAllConnections" in server) server.closeAllConnections()
      }),
  }
}
