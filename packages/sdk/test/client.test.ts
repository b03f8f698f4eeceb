import assert from "node:assert/strict"
import { test } from "node:test"
import { createClient } from "@tongban/sdk"
import { createGateway } from "@tongban/sdk/gateway"
import { clientKinds } from "@tongban/standards"
import type { Endpoint } from "@tongban/standards"
import { contract } from "@tongban/standards/contract"
import { newKey } from "./support/keys.ts"

/** Open to a department's server, and no method of its own: why. */
const without: Record<string, string> = {
  "materials.content": "materials.redeem fetches an upload by it",
  "materials.reportOutcome": "materials.redeem tells the outcome itself",
  "service.discover": "read by whoever checks a hub",
  "service.health": "read by whoever watches a hub",
}

const operations = Object.values<Endpoint>(contract)
const forServers = operations.filter(
  ({ kind, callers }) =>
    ["json", "ndjson"].includes(kind) &&
    ["public", ...clientKinds].some((each) => callers.some((c) => c === each)),
)

for (const { id } of forServers.filter((each) => !(each.id in without))) {
  test(`${id} is a method of the client, of this name`, () => {
    const [resource = "", verb = ""] = id.split(".")
    const client = createClient({ baseUrl: "https://hub.example.gov.cn" })
    const methods = { ...client } as Record<string, Record<string, unknown> | undefined>
    assert.equal(
      typeof methods[resource]?.[verb],
      "function",
      `no ${id} in packages/sdk/src/client/client.ts; add it, or say above why there is none`,
    )
  })
}

test("what has no method is still an operation", () => {
  for (const id of Object.keys(without))
    assert.ok(
      operations.some((each) => each.id === id),
      id,
    )
})

/** Open to a citizen, and asked for by the gateway itself: how. */
const ownRoutes: Record<string, string> = {
  "cases.open": "Gateway.openDraft",
  "surfaces.open": "POST /tongban/surfaces",
  "session.end": "POST /tongban/logout",
}

/** What a citizen's page may ask: each through the gateway, which keeps the token. */
const forPages = operations.filter(
  ({ id, callers }) => callers.includes("citizen") && !(id in ownRoutes),
)

test("the gateway passes on all that is open to a citizen", async () => {
  const origin = "https://portal.example.gov.cn"
  const gateway = await createGateway({
    hub: "https://hub.example.gov.cn",
    clientId: "a-portal",
    origin,
    assertionKey: await newKey(),
    cookieKeys: `k1:${"A".repeat(42)}A`,
    transport: "https",
  })
  for (const { id, method, path } of forPages) {
    const answer = await gateway.fetch(
      new Request(`${origin}/tongban${path.replaceAll(/:\w+/g, "x")}`, {
        method,
        headers: { origin, "tongban-request": "1" },
      }),
    )
    const { code } = (await answer.json()) as { code: string }
    assert.equal(
      code,
      "login_required",
      `${id}: \`proxied\` in packages/sdk/src/gateway/proxied.ts`,
    )
  }
  await gateway.close()
})
