import assert from "node:assert/strict"
import { test } from "node:test"
import { departmentOnly, endpoint } from "@tongban/standards"
import type { Answer, Body, Endpoint } from "@tongban/standards"
import type { getCase, openCase } from "@tongban/standards"
import * as z from "zod/mini"

const base = {
  id: "things.get",
  kind: "json",
  method: "GET",
  summary: "Read a thing.",
  callers: ["sync"],
  reach: [],
  problems: ["not_found"],
} as const

const halfSaid = { own: "served", sameDepartment: "served" } as const
const listed = {
  object: "case",
  at: "answer",
  none: "served",
  sees: { sync: departmentOnly },
} as const

const one = z.strictObject({ thingId: z.string() })
const two = z.strictObject({ thingId: z.string(), partId: z.string() })

/** Refusals of the compiler: `tsc` fails where one of them would compile. */
export const refused = () => [
  // @ts-expect-error the path has a parameter, `params` is missing
  endpoint({ ...base, path: "/v1/things/:thingId" }),
  // @ts-expect-error the path has no parameter
  endpoint({ ...base, path: "/v1/things", params: one }),
  // @ts-expect-error the parameter has another name
  endpoint({ ...base, path: "/v1/things/:id", params: one }),
  // @ts-expect-error `params` lacks the path's second parameter
  endpoint({ ...base, path: "/v1/things/:thingId/parts/:partId", params: one }),
  // @ts-expect-error `params` names a parameter that the path lacks
  endpoint({ ...base, path: "/v1/things/:thingId", params: two }),
  // @ts-expect-error no such problem in the catalogue
  endpoint({ ...base, path: "/v1/things", problems: ["no_such_problem"] }),
  // @ts-expect-error no such caller
  endpoint({ ...base, path: "/v1/things", callers: ["anybody"] }),
  // @ts-expect-error an id is `resource.verb`
  endpoint({ ...base, path: "/v1/things", id: "things" }),
  // @ts-expect-error it does not say whose objects it reaches
  endpoint({ ...base, path: "/v1/things", reach: undefined }),
  // @ts-expect-error one of its callers is left out
  endpoint({ ...base, path: "/v1/things", callers: ["sync", "redeem"], reach: [listed] }),
  // @ts-expect-error what it says of somebody who is no caller
  endpoint({ ...base, path: "/v1/things", callers: ["redeem"], reach: [listed] }),
  // @ts-expect-error the second of two leaves out a caller
  endpoint({ ...base, path: "/v1/things", reach: [listed, { ...listed, sees: {} }] }),
  // @ts-expect-error nothing is said of another department's
  endpoint({ ...base, path: "/v1/things", reach: [{ ...listed, sees: { sync: halfSaid } }] }),
  // @ts-expect-error a path begins with a slash
  endpoint({ ...base, path: "v1/things" }),
]

test("a description whose path and parameters agree compiles, and is given back as it is", () => {
  const description = { ...base, path: "/v1/things/:thingId/parts/:partId", params: two } as const
  const given: Endpoint = endpoint(description)
  assert.equal(given, description)
  assert.equal(endpoint({ ...base, path: "/v1/things", reach: [listed] }).path, "/v1/things")
})

test("what an operation takes and answers is typed by its schemas", () => {
  const body: Body<typeof openCase> = { itemCode: "11370699XY000011934370199001001" }
  // @ts-expect-error the body has no such field
  const wrong: Body<typeof openCase> = { item: "11370699XY000011934370199001001" }
  const turn: Answer<typeof getCase>["turn"] = "department"
  // @ts-expect-error nobody else can have the turn
  const nobody: Answer<typeof getCase>["turn"] = "clerk"
  assert.notDeepEqual(body, wrong)
  assert.notEqual(turn, nobody)
})
