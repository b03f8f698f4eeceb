import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import type { Endpoint, ProblemCode } from "@tongban/standards"
import type { Contract } from "@tongban/standards/contract"
import { openapi } from "@tongban/standards/openapi"
import { health, item, portalOrigin } from "./hub-settings.ts"

/** An operation, by its name in the contract. */
export type Name = keyof Contract

/** What this world needs other than the examples of OpenAPI. */
export const changes: Partial<Record<Name, () => object>> = {
  publishItem: () => ({ name: { zh: "某事项" } }),
  searchItems: () => ({ jurisdiction: "370699", words: "某事项" }),
  openSurface: () => ({ requirements: [item.requirement], origin: portalOrigin }),
  startSurfaceSession: () => ({ code: undefined }),
  listHeld: () => ({ requirement: item.requirement }),
  decide: () => ({ choices: [{ requirement: item.requirement, material: "" }] }),
  listGrants: () => ({ limit: 100 }),
  undertake: () => ({ requirement: item.requirement }),
  dropPicked: () => ({ requirement: item.requirement }),
  askConsent: () => ({ requirement: health.requirement }),
  submitCase: () => ({ localNumber: randomUUID() }),
  redeem: () => ({ localNumber: randomUUID() }),
}

/** Reached and served, up to what only whoever reaches it is told. */
export const stopsAt: Partial<Record<Name, ProblemCode>> = {
  supplyCase: "step_refused",
  mendCase: "step_refused",
  hideCase: "case_unfinished",
  decide: "notice_changed",
  undertake: "undertaking_not_offered",
  decideConsent: "form_stale",
  fetchContent: "paper_missing",
}

interface Described {
  operationId: string
  parameters: { name: string; in: string; example: unknown; required: boolean }[]
  requestBody?: { content: Record<string, { example: unknown }> }
}
const described = Object.values(
  (JSON.parse(JSON.stringify(openapi())) as { paths: Record<string, Record<string, Described>> })
    .paths,
).flatMap((path) => Object.values(path))

/** The request that OpenAPI gives as an example, anew. */
export function exampleOf({ id }: Endpoint) {
  const found = described.find(({ operationId }) => operationId === id)
  assert.ok(found !== undefined, id)
  const inPart = (part: string) =>
    Object.fromEntries(
      found.parameters
        .filter((each) => each.in === part && each.required)
        .map(({ name, example }) => [name, example]),
    ) as Record<string, unknown>
  const [[mediaType, sent] = ["", undefined]] = Object.entries(found.requestBody?.content ?? {})
  const body = sent === undefined ? undefined : (structuredClone(sent.example) as object)
  return { params: inPart("path"), query: inPart("query"), body, mediaType }
}

/** Puts the object's name where the contract says. */
export function place(request: Record<string, unknown>, at: string, object: string): void {
  const steps = at.split(".")
  const last = steps.pop() ?? ""
  let holder: unknown = request
  for (const step of steps) holder = (holder as Record<string, unknown>)[step]
  assert.ok(typeof holder === "object" && holder !== null, `no ${at} in the example`)
  ;(holder as Record<string, unknown>)[last] = object
}
