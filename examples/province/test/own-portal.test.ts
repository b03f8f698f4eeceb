import assert from "node:assert/strict"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, suite, test } from "node:test"
import { createClient } from "@tongban/sdk"
import { clientAuth } from "@tongban/sdk/client-auth"
import { createGateway } from "@tongban/sdk/gateway"
import type { Gateway, GatewayOptions } from "@tongban/sdk/gateway"
import { nodeHandler } from "@tongban/sdk/gateway/node"
import { addressesFrom } from "../src/addresses.ts"
import { foodLicence } from "../src/data.ts"
import { elementsScript } from "../src/portal-client.ts"
import { setUp } from "../src/setup.ts"
import { freePorts } from "./support/ports.ts"
import { makeWorld, ownSettings } from "./support/world.ts"
import type { World } from "./support/world.ts"

const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>A page</title>
<script src="/tongban/tongban.js" defer></script>
<tongban-login></tongban-login>
<tongban-case-status number="OWN-1"></tongban-case-status>`

suite("a portal of one's own, with the options that the start wrote", () => {
  let world: World
  let origin: string
  let gateway: Gateway
  let server: ReturnType<typeof createServer>

  before(async () => {
    const port = await freePorts()
    origin = `http://127.0.0.1:${port}`
    world = await makeWorld(origin)
    const file = ownSettings(world.province.sandbox.folder)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const options = JSON.parse(readFileSync(file, "utf8")) as GatewayOptions
    gateway = await createGateway({ ...options, script: elementsScript() })
    const handle = nodeHandler(gateway)
    server = createServer((request, response) => {
      handle(request, response, () => {
        response.setHeader("content-type", "text/html; charset=utf-8").end(page)
      })
    })
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  })
  after(async () => {
    await gateway.close()
    server.closeAllConnections()
    server.close()
    await world.close()
  })

  test("somebody logs in there, and sees where their case is", async () => {
    const { addresses, sandbox } = world.province
    const { assertion, sig } = sandbox.keys.clients["scjg-sync"]
    const auth = clientAuth({
      issuer: `${addresses.hub}/oidc`,
      clientId: "scjg-sync",
      assertionKey: assertion,
      dpopKey: sig,
    })
    await createClient({ baseUrl: addresses.hub, auth }).cases.report("OWN-1", {
      itemCode: foodLicence,
      state: "ACCEPTED",
      source: { scheme: "epoint", value: "30", text: "已受理" },
      occurredAt: new Date().toISOString(),
      party: { scheme: "111", number: "370699198510100023" },
    })

    const context = await world.browser.newContext({ locale: "zh-CN" })
    const browser = await context.newPage()
    await browser.goto(origin)
    await browser.getByText("登录后可以看这件事办到哪一步").waitFor()
    await browser.getByRole("link", { name: "统一身份登录" }).click()
    await browser.getByRole("button", { name: "何秋月" }).click()
    await browser.getByRole("heading", { name: "已受理，正在办理" }).waitFor()
    assert.equal(new URL(browser.url()).origin, origin)
    await context.close()
  })
})

suite("what the start refuses of a portal of one's own", () => {
  const folder = mkdtempSync(join(tmpdir(), "tongban-own-"))
  const addresses = addressesFrom(4400)
  const own = (settings: string, origin = "http://127.0.0.1:5000") =>
    setUp(join(folder, "data"), addresses, { origin, settings: join(folder, settings) })
  after(() => {
    rmSync(folder, { recursive: true })
  })

  test("a file that is not ours is not written over; ours is, with the same keys", async () => {
    writeFileSync(join(folder, "notes.json"), `{"mine": true}`)
    mkdirSync(join(folder, "folder"))
    for (const file of ["notes.json", "folder"])
      await assert.rejects(own(file), /is there and is not what we wrote; name another file/)
    assert.equal(readFileSync(join(folder, "notes.json"), "utf8"), `{"mine": true}`)
    await own("ours.json")
    const first = readFileSync(join(folder, "ours.json"), "utf8")
    await own("ours.json")
    assert.equal(readFileSync(join(folder, "ours.json"), "utf8"), first)
  })

  test("a folder that is not there, and a port that is the sandbox's own", async () => {
    await assert.rejects(own("nowhere/own.json"), /cannot be written \(ENOENT\); name a file in/)
    await assert.rejects(
      own("ours.json", "http://127.0.0.1:4402"),
      /port 4402 is the sandbox's own; give your portal another/,
    )
  })

  test("it is registered by its origin, and only while it is asked for", async () => {
    const registered = () => {
      const { clients } = JSON.parse(readFileSync(join(folder, "data/registry.json"), "utf8")) as {
        clients: { id: string; origins?: string[]; transport: string }[]
      }
      return clients.find(({ id }) => id === "own-portal")
    }
    await own("ours.json", "https://portal.example.gov.cn")
    assert.deepEqual(registered()?.origins, ["https://portal.example.gov.cn"])
    assert.equal(registered()?.transport, "https")
    await setUp(join(folder, "data"), addresses)
    assert.equal(registered(), undefined)
  })
})
