import type { IncomingMessage, ServerResponse } from "node:http"
import { getCase, getItem, getPicked, problemOf } from "@tongban/standards"
import type { Case, PickedItem, ProblemCode } from "@tongban/standards"
import { received } from "../../fixtures/cases.ts"
import { item } from "../../fixtures/item.ts"
import type { signedIn } from "../../fixtures/answers.ts"
import { bodyOf, send } from "./server.ts"

export interface Asked {
  method: string
  path: string
  headers: IncomingMessage["headers"]
  body: unknown
}

/**
 * A portal's session gateway as the contract describes it, with the answers under the test's hand.
 * The gateway itself stands on Node and a hub; the story in `examples/province` runs the real one.
 */
export class Gateway {
  session: { signedIn: false } | typeof signedIn = { signedIn: false }
  readonly cases = new Map<string, Case>([[received.id, received]])
  readonly asked: Asked[] = []
  /** What was picked in surfaces that were pages. */
  readonly picked = new Map<string, PickedItem[]>()
  /** The address of the surface's page on the hub. */
  surfaceUrl = ""
  /** The gateway's clock, as its answers tell it; this machine's unless set. */
  now: Date | undefined
  /** Refuses the paths that begin so. */
  readonly refusing = new Map<string, ProblemCode>()
  /** Lets the paths that begin so wait in vain. */
  readonly hanging = new Set<string>()
  /** Open streams. */
  readonly streams = new Set<{ caseId: string; response: ServerResponse }>()
  #surfaces = 0
  #wakers: { met(): boolean; wake(): void }[] = []

  async answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const method = request.method ?? "GET"
    this.asked.push({ method, path, headers: request.headers, body: await bodyOf(request) })
    this.#happened()
    if (this.now !== undefined) response.setHeader("date", this.now.toUTCString())
    if ([...this.hanging].some((start) => path.startsWith(start))) return
    const refused = [...this.refusing].find(([start]) => path.startsWith(start))
    if (refused !== undefined) {
      problem(request, response, refused[1])
      return
    }

    if (method === "GET" && path === "/session") json(response, this.session)
    else if (method === "POST" && path === "/logout") {
      this.session = { signedIn: false }
      json(response, { endedAtHub: true })
    } else if (method === "POST" && path === "/surfaces") {
      const id = `surface-${++this.#surfaces}`
      json(response, { id, url: `${this.surfaceUrl}/${id}`, expiresAt: "2026-11-24T12:00:00Z" })
    } else if (method === "GET" && path === `/v1/items/${item.code}`)
      json(response, getItem.answer.parse(item))
    else if (method === "GET" && this.picked.has(path.split("/")[3] ?? ""))
      json(response, getPicked.answer.parse({ items: this.picked.get(path.split("/")[3] ?? "") }))
    else if (method === "GET") this.#case(request, response, path)
    else problem(request, response, "not_found")
  }

  /** The hub has learned of a change. */
  report(kase: Case): void {
    this.cases.set(kase.id, kase)
    for (const { caseId, response } of this.streams)
      if (caseId === kase.id) response.write(`data: ${JSON.stringify(kase)}\n\n`)
  }

  /** Cuts every open stream. */
  cutStreams(): void {
    for (const { response } of this.streams) response.destroy()
  }

  asksFor(path: string): Asked[] {
    return this.asked.filter((each) => each.path === path)
  }

  /** Resolves once `met` holds: looked at whenever something is asked, or a stream opens or closes. */
  until(met: () => boolean): Promise<void> {
    if (met()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error(`not within 10 s: ${String(met)}`))
      }, 10_000)
      const wake = () => {
        clearTimeout(late)
        resolve()
      }
      this.#wakers.push({ met, wake })
    })
  }

  #case(request: IncomingMessage, response: ServerResponse, path: string): void {
    const [, id = "", events] = /^\/v1\/cases\/([^/]+)(\/events)?$/.exec(path) ?? []
    const [, number = ""] = /^\/v1\/case-numbers\/([^/]+)$/.exec(path) ?? []
    const kase =
      this.cases.get(id) ??
      [...this.cases.values()].find(({ localNumber }) => localNumber === decodeURIComponent(number))
    if (kase === undefined) problem(request, response, "not_found")
    else if (events === undefined) json(response, getCase.answer.parse(kase))
    else {
      const stream = { caseId: id, response }
      this.streams.add(stream)
      response.once("close", () => {
        this.streams.delete(stream)
        this.#happened()
      })
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" })
      // A browser connects again after 3 s unless it is told: no test shall wait for that.
      response.write(`retry: 50\ndata: ${JSON.stringify(kase)}\n\n`)
      this.#happened()
    }
  }

  #happened(): void {
    const woken = this.#wakers.filter(({ met }) => met())
    this.#wakers = this.#wakers.filter((each) => !woken.includes(each))
    for (const { wake } of woken) wake()
  }
}

function json(response: ServerResponse, body: unknown): void {
  send(response, "application/json", JSON.stringify(body), { "cache-control": "no-store" })
}

function problem(request: IncomingMessage, response: ServerResponse, code: ProblemCode): void {
  const language = request.headers["accept-language"] === "en" ? "en" : "zh-CN"
  const body = problemOf(code, {}, language, "8f3k21c0-0000-4000-8000-000000000000")
  response.writeHead(body.status, { "content-type": "application/problem+json" })
  response.end(JSON.stringify(body))
}
