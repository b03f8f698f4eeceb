import assert from "node:assert/strict"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import type { TestContext } from "node:test"
import { newListeners } from "../src/listeners.ts"
import { hostSite } from "../src/site/site.ts"
import { newFolder } from "./support/folder.ts"
import { newKeys } from "./support/keys.ts"
import { freePort } from "./support/port.ts"

const hub = "http://localhost:4400"

/** A department's pages, hosted. */
async function newSite(t: TestContext, pages: Record<string, string>) {
  const folder = newFolder(t)
  const at = (name: string) => join(folder, name)
  mkdirSync(at("pages/.git"), { recursive: true })
  writeFileSync(at("pages/.git/config"), "secret")
  writeFileSync(at("secret.txt"), "secret")
  writeFileSync(at("cookie-keys"), `k1:${"A".repeat(43)}\n`)
  writeFileSync(at("key.json"), JSON.stringify((await newKeys()).own))
  writeFileSync(at("tongban.js"), "// elements")
  for (const [name, content] of Object.entries(pages)) writeFileSync(at(`pages/${name}`), content)
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const listeners = newListeners()
  const listener = listeners.at({ host: "127.0.0.1", port }, "site.listen")
  listener.app.get("/healthz", () => ({ status: "ok" }))
  const paths = {
    assertionKey: at("key.json"),
    cookieKeys: at("cookie-keys"),
    script: at("tongban.js"),
  }
  const listen = { host: "127.0.0.1", port }
  await hostSite(
    { listen, hub, client: "zrzy-portal", origin, folder: at("pages"), ...paths },
    listener,
  )
  await listeners.open()
  t.after(() => listeners.close())
  return (path: string, init?: RequestInit) => fetch(origin + path, { redirect: "manual", ...init })
}

test("pages are served under a policy that lets in nobody else's script, style or frame", async (t) => {
  const get = await newSite(t, { "index.html": "<h1>局</h1>", "case.js": "1" })
  const page = await get("/")
  assert.equal(page.status, 200)
  assert.match(page.headers.get("content-type") ?? "", /^text\/html; charset=utf-8$/)
  const policy = page.headers.get("content-security-policy") ?? ""
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ])
    assert.ok(policy.split("; ").includes(rule), rule)
  assert.ok(!policy.includes("unsafe"))
  assert.equal(page.headers.get("x-content-type-options"), "nosniff")
  assert.equal(page.headers.get("referrer-policy"), "same-origin")
  assert.equal((await get("/case.js")).headers.get("content-security-policy"), policy)
})

test("the gateway stands beside them, and what shares the address is not covered", async (t) => {
  const get = await newSite(t, { "index.html": "<h1>局</h1>" })
  assert.deepEqual(await (await get("/tongban/session")).json(), { signedIn: false })
  assert.equal(await (await get("/tongban/tongban.js")).text(), "// elements")
  assert.equal((await get("/tongban/v1/cases/x")).status, 401)
  assert.deepEqual(await (await get("/healthz")).json(), { status: "ok" })
})

test("nothing outside the folder, and nothing hidden in it, is served", async (t) => {
  const get = await newSite(t, { "index.html": "<h1>局</h1>", "404.html": "<h1>没有这个网页</h1>" })
  for (const path of [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/.git/config",
    "/%2egit/config",
    "/key.json",
    "/none.html",
  ]) {
    const answer = await get(path)
    assert.ok([403, 404, 422].includes(answer.status), `${path}: ${answer.status}`)
    assert.ok(!(await answer.text()).includes("secret"), path)
  }
  const none = await get("/none.html")
  assert.equal(await none.text(), "<h1>没有这个网页</h1>")
  assert.match(none.headers.get("content-security-policy") ?? "", /default-src 'none'/)
  assert.equal((await get("/index.html", { method: "POST" })).status, 404)
})

test("without a page for it, what is missing is a problem like any other", async (t) => {
  const get = await newSite(t, { "index.html": "<h1>局</h1>" })
  const answer = await get("/none.html")
  assert.equal(((await answer.json()) as { code: string }).code, "not_found")
})
