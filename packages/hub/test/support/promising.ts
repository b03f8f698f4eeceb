import { createHash, randomUUID } from "node:crypto"
import { noticeText, undertakingNotice } from "@tongban/standards"
import type { CaseDate } from "@tongban/standards"
import type { CitizenSession } from "./citizen-session.ts"
import { later } from "./hub-settings.ts"
import type { HubSettings } from "@tongban/hub"

/** Years without holidays, so that no test ends with the arrangements that are published. */
export function plainYears(settings: HubSettings): void {
  const year = new Date().getFullYear()
  const holidays = [year, year + 1].map((each) => ({
    year: each,
    source: { zh: "虚构" },
    off: [],
    worked: [],
  }))
  Object.assign(settings.registry, { holidays })
}

const by = (token: string) => ({ authorization: `Bearer ${token}` })

/** By when the paper may follow, as the surface is told. */
export async function following(
  citizen: CitizenSession,
  token: string,
  requirement = later.requirement,
): Promise<CaseDate | undefined> {
  const path = `/v1/surface/held?requirement=${requirement}`
  const { body } = await citizen.atHub("GET", path, undefined, by(token))
  return (body as { mayFollow?: CaseDate }).mayFollow
}

/** Promises a paper in the words for that day. */
export function promise(
  citizen: CitizenSession,
  token: string,
  dueOn: string,
  change: object = {},
  key = randomUUID(),
) {
  const notice = undertakingNotice({
    language: "zh-CN",
    recipient: { name: { zh: "甲局" } },
    item: { name: { zh: "某事项" }, shortName: { zh: "某事" } },
    paper: later.name,
    dueOn,
  })
  const body = {
    requirement: later.requirement,
    language: "zh-CN",
    noticeTextHash: createHash("sha256").update(noticeText(notice)).digest("hex"),
    shownAt: new Date().toISOString(),
    ...change,
  }
  const headers = { ...by(token), "idempotency-key": key }
  return citizen.atHub("POST", "/v1/surface/undertakings", body, headers)
}

/** A new draft, and a paper promised for it: the whole way to the handle. */
export async function promised(
  citizen: CitizenSession,
): Promise<{ draft: string; surface: string; token: string; handle: string; dueOn: string }> {
  const draft = (await citizen.openDraft()).id
  const surface = (await citizen.openSurface(draft, [later.requirement])).id
  const token = await citizen.surfaceToken(surface)
  const dueOn = (await following(citizen, token))?.due ?? ""
  const { body } = await promise(citizen, token, dueOn)
  const { item } = body as { item: { handle: string } }
  return { draft, surface, token, handle: item.handle, dueOn }
}
