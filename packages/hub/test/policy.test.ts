import assert from "node:assert/strict"
import { test } from "node:test"
import { clientKinds } from "@tongban/standards"
import type { Caller, Endpoint } from "@tongban/standards"
import { contract } from "@tongban/standards/contract"
import { authorize } from "../src/policy/policy.ts"
import type { Principal } from "../src/policy/principal.ts"

const citizen = (scopes: string[]): Principal => ({
  kind: "citizen",
  department: "a",
  clientId: "a-portal",
  subject: "s",
  scopes: new Set(scopes),
  loginUid: undefined,
})

const principals: [Caller | "nobody", Principal][] = [
  ["nobody", { kind: "nobody" }],
  ["surface", { kind: "surface", surfaceId: "s", personId: "p", clientId: "c" }],
  ["browser", { kind: "browser", login: undefined }],
  ...clientKinds.map((clientKind): [Caller, Principal] => [
    clientKind,
    { kind: "client", department: "a", clientId: "c", clientKind, keyThumbprint: "k" },
  ]),
]

for (const operation of Object.values<Endpoint>(contract)) {
  const open = operation.callers.includes("public")
  for (const [caller, principal] of principals) {
    const allowed = open || operation.callers.some((each) => each === caller)
    test(`${operation.id}: ${caller} is ${allowed ? "let in" : "refused"}`, () => {
      const refusal = authorize(operation, principal)
      if (allowed) assert.equal(refusal, undefined)
      else assert.equal(refusal, caller === "nobody" ? "unauthenticated" : "forbidden")
    })
  }
  test(`${operation.id}: a citizen needs its scope`, () => {
    const { scope } = operation
    const listed = operation.callers.includes("citizen")
    const refused = open ? undefined : "forbidden"
    assert.equal(
      authorize(operation, citizen(["openid"])),
      scope === undefined && listed ? undefined : refused,
    )
    if (scope !== undefined) assert.equal(authorize(operation, citizen([scope])), undefined)
  })
}

test("no department's client may list what a citizen holds", () => {
  assert.deepEqual(contract.listHeld.callers, ["surface"])
  assert.deepEqual(contract.decide.callers, ["surface"])
})
