import assert from "node:assert/strict"
import { once } from "node:events"
import { createServer } from "node:http"
import type { RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { Readable } from "node:stream"
import { suite, test } from "node:test"
import { addressRules } from "../src/webhooks/address.ts"
import { poster } from "../src/webhooks/post.ts"
import { webhookReach } from "../src/webhooks/reach.ts"

const publicOnly = addressRules({ networks: [], plainHttp: false })
const refused = { rule: "address_refused" }

suite("where webhooks may go", () => {
  for (const host of [
    // RFC 1918, loopback, link-local (cloud metadata), shared, this network, multicast, reserved.
    ...["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "127.0.0.1", "127.8.8.8"],
    ...["169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "240.0.0.1"],
    ...["192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.0.0.1"],
    // The same addresses as URLs let them be written.
    ...["2130706433", "0x7f000001", "0177.0.0.1", "127.1"],
    // IPv6: loopback, unspecified, link-local, unique local, site-local, multicast, documentation.
    ...["[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fd12::1]", "[fec0::1]", "[ff02::1]"],
    "[2001:db8::1]",
    // IPv4 within IPv6: mapped, compatible, translated, NAT64 (both prefixes), 6to4, Teredo.
    ...["[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]"],
    ...["[64:ff9b::7f00:1]", "[64:ff9b:1::a00:1]", "[2002:7f00:1::]", "[2001::1]"],
  ]) {
    test(`${host} is no public address`, async () => {
      assert.deepEqual(await publicOnly.resolve(new URL(`https://${host}/`)), refused)
      assert.equal(publicOnly.fault(`https://${host}/`), "address_refused")
    })
  }

  for (const host of ["1.1.1.1", "59.255.0.1", "[2400:3200::1]"])
    test(`${host} is public`, async () => {
      const address = host.replace(/[[\]]/g, "")
      assert.deepEqual(await publicOnly.resolve(new URL(`https://${host}/`)), { address })
      assert.equal(publicOnly.fault(`https://${host}/`), undefined)
    })

  test("a name is judged by what it stands for", async () => {
    assert.equal(publicOnly.fault("https://localhost/"), undefined)
    assert.deepEqual(await publicOnly.resolve(new URL("https://localhost/")), refused)
    const unknown = await publicOnly.resolve(new URL("https://no-such-host.invalid/"))
    assert.deepEqual(unknown, { rule: "unresolved" })
  })

  test("a network that the operator names is open, and only that", () => {
    const rules = addressRules({ networks: ["10.8.0.0/16", "fd00::/8"], plainHttp: false })
    assert.equal(rules.fault("https://10.8.3.4/"), undefined)
    assert.equal(rules.fault("https://[::ffff:10.8.3.4]/"), undefined)
    assert.equal(rules.fault("https://[fd00::1]/"), undefined)
    assert.equal(rules.fault("https://10.9.0.1/"), "address_refused")
    assert.equal(rules.fault("http://10.8.3.4/"), "https")
  })

  test("plain http goes to named networks only, where the operator lets it", async () => {
    const rules = addressRules({ networks: ["10.8.0.0/16"], plainHttp: true })
    assert.equal(rules.fault("http://10.8.3.4/"), undefined)
    assert.equal(rules.fault("http://1.1.1.1/"), "address_refused")
    assert.deepEqual(await rules.resolve(new URL("http://1.1.1.1/")), refused)
  })

  test("the settings say which entry is wrong, all at once", () => {
    const faults: string[] = []
    const env = { TONGBAN_WEBHOOK_NETWORKS: "10.0.0.0/8, 10.0.0.0/64,here" }
    webhookReach({ ...env, TONGBAN_WEBHOOK_PLAIN_HTTP: "yes" }, faults)
    assert.equal(faults.length, 3)
    assert.match(faults[0] ?? "", /10\.0\.0\.0\/64 is not a network; write such as 10\.0\.0\.0\/8/)
    const alone: string[] = []
    webhookReach({ TONGBAN_WEBHOOK_PLAIN_HTTP: "1" }, alone)
    assert.match(alone.join(), /name them in TONGBAN_WEBHOOK_NETWORKS/)
  })
})

suite("one try", () => {
  /** What comes of a post to a server of that kind. */
  const tried = async (answer: RequestListener, withinMs = 5000) => {
    const server = createServer(answer).listen(0, "127.0.0.1")
    await once(server, "listening")
    const { port } = server.address() as AddressInfo
    let resolved = 0
    const rules = {
      resolve: () => {
        resolved++
        return Promise.resolve({ address: "127.0.0.1" })
      },
    }
    try {
      const post = poster(rules, withinMs)
      // A name that nobody resolves: whoever connects has the address that was judged.
      const url = `http://pinned.invalid:${port}/`
      const outcome = await post(url, {}, "{}", new AbortController().signal)
      return { outcome, resolved }
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }

  test("connects to the address that was judged, asked for once, under the name's own Host", async () => {
    let host = ""
    const { outcome, resolved } = await tried((request, response) => {
      host = request.headers.host ?? ""
      response.end()
    })
    assert.deepEqual(outcome, { delivered: true, status: 200 })
    assert.match(host, /^pinned\.invalid:/)
    assert.equal(resolved, 1)
  })

  test("no answer in time is a failure", async () => {
    const { outcome } = await tried(() => undefined, 100)
    assert.deepEqual(outcome, { delivered: false, rule: "timeout" })
  })

  test("a name that takes too long to resolve is one too", async () => {
    const post = poster({ resolve: () => new Promise(() => undefined) }, 100)
    const outcome = await post("https://x.invalid/", {}, "", new AbortController().signal)
    assert.deepEqual(outcome, { delivered: false, rule: "timeout" })
  })

  test("an answer without an end is read for a while, and counts by its status", async () => {
    const endless: RequestListener = (_, response) => {
      response.writeHead(200)
      const chunks = Readable.from(forever())
      chunks.pipe(response)
      response.once("close", () => chunks.destroy())
    }
    assert.deepEqual((await tried(endless)).outcome, { delivered: true, status: 200 })
    const silent: RequestListener = (_, response) => {
      response.writeHead(202).flushHeaders()
    }
    assert.deepEqual((await tried(silent, 300)).outcome, { delivered: true, status: 202 })
  })

  test("a connection that breaks off is a failure", async () => {
    const { outcome } = await tried((request) => request.socket.destroy())
    assert.deepEqual(outcome, { delivered: false, rule: "unreachable" })
  })

  test("where the caller ends it, nothing is said of it", async () => {
    const ending = new AbortController()
    const post = poster({ resolve: () => new Promise(() => undefined) })
    const trying = post("https://x.invalid/", {}, "", ending.signal)
    ending.abort()
    await assert.rejects(trying, { name: "AbortError" })
  })
})

function* forever(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(16_384, "x")
}
