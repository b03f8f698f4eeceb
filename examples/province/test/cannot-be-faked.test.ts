import assert from "node:assert/strict"
import { readFileSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { after, before, suite, test } from "node:test"
import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from "jose"
import { PickedMaterials } from "@tongban/standards"
import type { Redemption } from "@tongban/standards"
import { clientAuth } from "@tongban/sdk/client-auth"
import type { Settings } from "../src/old/settings.ts"
import { Citizen } from "./support/citizen.ts"
import { makeWorld } from "./support/world.ts"
import type { World } from "./support/world.ts"

suite("six things that cannot be faked", () => {
  let world: World

  before(async () => {
    world = await makeWorld()
  })
  after(() => world.close())

  const atForm = async () => {
    const citizen = await Citizen.at(world.browser, world.province.addresses.oldSameSite)
    await citizen.logIn("何秋月")
    await citizen.openPicker()
    return citizen
  }

  test("the cookie key lost: back to login", async () => {
    const { old, oldSameSite } = world.province.addresses
    for (const origin of [old, oldSameSite]) {
      const citizen = await Citizen.at(world.browser, origin)
      await citizen.logIn("何秋月")
      await changeSettings((settings) => ({ ...settings, cookieKeys: `k2:${"A".repeat(43)}` }))
      await citizen.page.reload()
      await citizen.page.getByText("请先点右上角“统一身份登录”").waitFor()
      await citizen.page.getByRole("button", { name: "统一身份登录" }).waitFor()
      await restoreSettings()
      await citizen.leave()
    }
  })

  test("the bridge stopped: no new state until it runs again", async () => {
    const citizen = await atForm()
    await citizen.pickAll()
    await citizen.submit()
    await citizen.page.getByRole("heading", { name: "已提交，等部门收件" }).waitFor()
    await world.stop("oldBridge")
    await citizen.clerkSets("已受理")
    // The promise holds within 5 s where the bridge runs; it doesn't, so after 6 s nothing has come.
    const accepted = citizen.page.getByRole("heading", { name: "已受理，正在办理" })
    await assert.rejects(accepted.waitFor({ timeout: 6_000 }), /Timeout/)
    await world.start("oldBridge")
    await accepted.waitFor()
    await citizen.leave()
  })

  test("redeeming with another department's key: refused, no row", async () => {
    const citizen = await atForm()
    await citizen.pickAll()
    const rowsBefore = world.rows().length
    const foreign = world.province.sandbox.keys.clients["zrzy-serve"].sig
    await changeSettings((settings) => ({
      ...settings,
      redeem: { ...settings.redeem, releaseKey: { ...foreign } },
    }))
    await citizen.submit()
    await citizen.page.getByText("取件密钥不是本部门登记的").waitFor()
    assert.equal(world.rows().length, rowsBefore, "no row")
    await restoreSettings()
    await citizen.leave()
  })

  test("a ticket with a foreign signature: no byte", async () => {
    const { ticket } = await redeemOne()
    const { privateKey } = await generateKeyPair("ES256")
    const { kid = "" } = decodeProtectedHeader(ticket)
    const forged = await new SignJWT(decodeJwt(ticket))
      .setProtectedHeader({ alg: "ES256", typ: "tongban-ticket+jwt", kid })
      .sign(privateKey)
    const answer = await present(forged)
    assert.deepEqual([answer.status, answer.rule], [403, "signature"])
    assert.equal(answer.content, undefined, "no byte")
    assert.equal((await present(ticket)).status, 200, "the genuine one still opens it")
  })

  test("a ticket used twice: no byte the second time", async () => {
    const { ticket } = await redeemOne()
    assert.equal((await present(ticket)).status, 200)
    const again = await present(ticket)
    assert.deepEqual([again.status, again.rule], [403, "replay"])
    assert.equal(again.content, undefined, "no byte")
  })

  test("a hello from a third origin: no port", async (t) => {
    const stranger = await strangerSite()
    t.after(() => stranger.close())
    const citizen = await atForm()
    const frame = citizen.page.locator("tongban-material-picker iframe")
    await citizen.surface.getByText("不动产权证书").first().waitFor()
    const surface =
      new URL((await frame.getAttribute("src")) ?? "").pathname.split("/").at(-1) ?? ""

    // A stranger's frame in the same page says the right hello, with the real surface's id.
    const answered = await citizen.page.evaluate(
      async ({ address, name }) => {
        const intruder = document.createElement("iframe")
        intruder.src = `${address}/hello?surface=${name}`
        const told = new Promise((resolve) => {
          addEventListener("message", ({ data, source }: MessageEvent<{ ports?: number }>) => {
            if (source === intruder.contentWindow && "ports" in data) resolve(data.ports)
          })
        })
        document.body.append(intruder)
        return await told
      },
      { address: stranger.address, name: surface },
    )
    assert.equal(answered, 0, "no port was handed to it")
    await citizen.pick() // The surface's own port is untouched.

    // And the surface in a stranger's page is not even shown.
    const page = await citizen.page.context().newPage()
    const refused = page.waitForEvent("console", (line) => /frame-ancestors/.test(line.text()))
    await page.goto(
      `${stranger.address}/frame?src=${encodeURIComponent((await frame.getAttribute("src")) ?? "")}`,
    )
    await refused
    await citizen.leave()
  })

  /** A redemption of a paper that was really picked in the browser. */
  async function redeemOne(): Promise<Redemption> {
    const citizen = await atForm()
    await citizen.pick()
    const { items } = PickedMaterials.parse(JSON.parse(await citizen.formValue()))
    await citizen.leave()
    const url = `${world.province.addresses.hub}/v1/redemptions`
    const response = await fetch(url, {
      method: "POST",
      headers: {
        ...(await recipient().authorize("POST", url)),
        "content-type": "application/json",
        "idempotency-key": crypto.randomUUID(),
      },
      body: JSON.stringify({
        handles: items.map(({ handle }) => handle),
        localNumber: `TEST-${crypto.randomUUID()}`,
        operator: { kind: "system", name: "test" },
      }),
    })
    const { redemptions } = (await response.json()) as { redemptions: Redemption[] }
    const [redemption] = redemptions
    assert.ok(redemption)
    return redemption
  }

  /** Presents a ticket at the owner's bridge, with the recipient's own proof. */
  async function present(ticket: string) {
    const url = `${world.province.addresses.csv}/v1/deliveries`
    const dpop = await recipient().prove("POST", url, ticket)
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `DPoP ${ticket}`, dpop },
    })
    const { content, params } = (await response.json()) as {
      content?: string
      params?: { rule: string }
    }
    return { status: response.status, content, rule: params?.rule }
  }

  function recipient() {
    const { assertion, sig } = world.province.sandbox.keys.clients["scjg-redeem"]
    const issuer = `${world.province.addresses.hub}/oidc`
    return clientAuth({ issuer, clientId: "scjg-redeem", assertionKey: assertion, dpopKey: sig })
  }

  let original = ""

  /** Restarts the portal with other settings, as its operator would. */
  async function changeSettings(change: (settings: Settings) => Settings): Promise<void> {
    const { settings: file } = world.province.sandbox.old
    original = readFileSync(file, "utf8")
    await world.stop("old")
    writeFileSync(file, JSON.stringify(change(JSON.parse(original) as Settings)))
    await world.start("old")
  }

  async function restoreSettings(): Promise<void> {
    await world.stop("old")
    writeFileSync(world.province.sandbox.old.settings, original)
    await world.start("old")
  }
})

/** Somebody else's site: greets the page that holds it, and tells how many ports it was given within 2 s. */
async function strangerSite(): Promise<{ address: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://stranger")
    response.setHeader("content-type", "text/html; charset=utf-8")
    if (url.pathname === "/frame") {
      response.end(`<iframe src="${url.searchParams.get("src") ?? ""}"></iframe>`)
      return
    }
    const surface = JSON.stringify(url.searchParams.get("surface"))
    response.end(`<script>
      let ports = 0
      addEventListener("message", (event) => { ports += event.ports.length })
      parent.postMessage({ tongban: "hello", v: 1, surface: ${surface}, nonce: "0123456789abcdef" }, "*")
      setTimeout(() => parent.postMessage({ ports }, "*"), 2000)
    </script>`)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  assert.ok(typeof address === "object" && address !== null)
  return {
    address: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) =>
        server.close(() => {
          resolve()
        }),
      ),
  }
}
