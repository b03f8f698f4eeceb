import assert from "node:assert/strict"
import { createHmac } from "node:crypto"
import { appendFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { calculateJwkThumbprint } from "jose"
import type { JWK } from "jose"
import { newKeys } from "./support/keys.ts"
import { ownerWorld } from "./support/owner-world.ts"
import type { Forgery, OwnerWorld } from "./support/owner-world.ts"
import { assertRefused } from "./support/refused.ts"

const seconds = () => Math.floor(Date.now() / 1000)
const jktOf = (key: JWK) => calculateJwkThumbprint(key)

interface Violation {
  /** What is wrong with the ticket, in words. */
  that: string
  /** The check that must refuse it. */
  rule: string
  forge: (world: OwnerWorld) => Forgery | Promise<Forgery>
}

/** Protocol M12: each check, and each way to fail it. */
const violations: readonly Violation[] = [
  { that: "is of another type", rule: "typ", forge: () => ({ header: { typ: "at+jwt" } }) },
  { that: "has no type of ours", rule: "typ", forge: () => ({ header: { typ: "JWT" } }) },
  {
    that: "names a key that is not pinned",
    rule: "kid",
    forge: () => ({ header: { kid: "another" } }),
  },
  {
    that: "is signed by a stranger under the hub's key id",
    rule: "signature",
    forge: async () => ({ signer: (await newKeys()).own }),
  },
  {
    that: "is signed by the hub's other key",
    rule: "signature",
    forge: ({ hubKeys }) => ({ signer: hubKeys.log.own }),
  },
  {
    that: "comes from another hub",
    rule: "issuer",
    forge: () => ({ claims: { iss: "http://localhost:4499" } }),
  },
  {
    that: "is for another owner",
    rule: "audience",
    forge: () => ({ claims: { aud: "wjj-serve" } }),
  },
  {
    that: "is for another instance of this owner",
    rule: "instance",
    forge: () => ({ claims: { ins: "zrzy-2" } }),
  },
  {
    that: "was issued before this bridge started",
    rule: "issuedBeforeBoot",
    forge: () => ({ claims: { iat: seconds() - 25, exp: seconds() + 35 } }),
  },
  {
    that: "is issued further ahead than clocks may differ",
    rule: "notYetIssued",
    forge: () => ({ claims: { iat: seconds() + 45, exp: seconds() + 105 } }),
  },
  {
    that: "lives longer than tickets do",
    rule: "livesTooLong",
    forge: () => ({ claims: { exp: seconds() + 3600 } }),
  },
  {
    that: "lacks what a ticket says",
    rule: "claims",
    forge: () => ({ claims: { jti: undefined } }),
  },
  { that: "names no key", rule: "kid", forge: () => ({ header: { kid: undefined } }) },
  { that: "has expired", rule: "expired", forge: () => ({ claims: { exp: seconds() - 31 } }) },
  {
    that: "is for a recipient whom the directory has revoked",
    rule: "recipient",
    forge: async ({ revoked }) => ({
      claims: { rcp: "rsj-redeem", cnf: { jkt: await jktOf(revoked.sig.public) } },
      proof: { signer: revoked.sig },
    }),
  },
  {
    that: "is for a key that the directory does not hold",
    rule: "recipient",
    forge: async () => {
      const stranger = await newKeys()
      return { claims: { cnf: { jkt: await jktOf(stranger.public) } }, proof: { signer: stranger } }
    },
  },
  {
    that: "is bound to another recipient's key than the one it names",
    rule: "recipient",
    forge: async ({ other }) => ({
      claims: { cnf: { jkt: await jktOf(other.sig.public) } },
      proof: { signer: other.sig },
    }),
  },
  { that: "comes without a proof", rule: "proof", forge: () => ({ proof: "none" }) },
  {
    that: "comes with another department's proof",
    rule: "proof",
    forge: ({ other }) => ({ proof: { signer: other.sig } }),
  },
  {
    that: "comes with a proof that shows the right key but is signed by another",
    rule: "proof",
    forge: async ({ recipient }) => ({
      proof: { signer: { own: (await newKeys()).own, public: recipient.sig.public } },
    }),
  },
  {
    that: "comes with a proof of another type",
    rule: "proof",
    forge: () => ({ proof: { header: { typ: "JWT" } } }),
  },
  {
    that: "comes with a proof for another method",
    rule: "proof",
    forge: () => ({ proof: { claims: { htm: "GET" } } }),
  },
  {
    that: "comes with a proof for another address",
    rule: "proof",
    forge: () => ({ proof: { claims: { htu: "http://127.0.0.1:1/v1/deliveries" } } }),
  },
  {
    that: "comes with a proof for another ticket",
    rule: "proof",
    forge: () => ({ proof: { claims: { ath: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU" } } }),
  },
  {
    that: "comes with an old proof",
    rule: "proof",
    forge: () => ({ proof: { claims: { iat: seconds() - 120 } } }),
  },
  {
    that: "comes with a proof from the future",
    rule: "proof",
    forge: () => ({ proof: { claims: { iat: seconds() + 120 } } }),
  },
  {
    that: "comes with a proof that has no id",
    rule: "proof",
    forge: () => ({ proof: { claims: { jti: undefined } } }),
  },
  {
    that: "carries a log promise that somebody else signed",
    rule: "logPromise",
    forge: async () => ({ promise: { signer: (await newKeys()).own } }),
  },
  {
    that: "carries a log promise signed by the ticket key",
    rule: "logPromise",
    forge: ({ hubKeys }) => ({ promise: { signer: hubKeys.ticket.own } }),
  },
  {
    that: "carries a log promise for another use",
    rule: "logPromise",
    forge: () => ({ promise: { claims: { acc: "0".repeat(64) } } }),
  },
  {
    that: "carries a log promise of another hub",
    rule: "logPromise",
    forge: () => ({ promise: { claims: { iss: "http://localhost:4499" } } }),
  },
  {
    that: "carries a ticket where the log promise should be",
    rule: "logPromise",
    forge: () => ({ promise: { header: { typ: "tongban-ticket+jwt" } } }),
  },
]

test("each check of M12 refuses by its own name, and not a byte of the paper leaves", async (t) => {
  const world = await ownerWorld(t)
  const bridge = await world.start()
  for (const { that, rule, forge } of violations) {
    await t.test(`a ticket that ${that}: ${rule}`, async () => {
      const response = await bridge.deliver(await world.ticket(await forge(world)))
      await assertRefused(response, 403, "ticket_refused", { rule })
    })
  }
  assert.deepEqual(world.logLines(), [])

  // The same world, nothing forged: it was the violation that was refused.
  assert.equal((await bridge.deliver(await world.ticket())).status, 200)
})

test("where several checks fail, the refusal names the first in the protocol's order", async (t) => {
  const world = await ownerWorld(t)
  const bridge = await world.start()
  const stranger = await newKeys()
  const inOrder: readonly [rule: string, forgery: Forgery][] = [
    ["typ", { header: { typ: "at+jwt" } }],
    ["kid", { header: { kid: "another" } }],
    ["signature", { signer: stranger.own }],
    ["issuer", { claims: { iss: "http://localhost:4499" } }],
    ["audience", { claims: { aud: "wjj-serve" } }],
    ["instance", { claims: { ins: "zrzy-2" } }],
    ["issuedBeforeBoot", { claims: { iat: seconds() - 25 } }],
    ["expired", { claims: { exp: seconds() - 31 } }],
    ["recipient", { claims: { rcp: "rsj-redeem" } }],
    ["proof", { proof: "none" }],
    ["logPromise", { promise: { signer: stranger.own } }],
  ]
  let all: Forgery = { claims: { dig: "0".repeat(64) } }
  for (const [rule, forgery] of inOrder.toReversed()) {
    all = {
      ...all,
      ...forgery,
      header: { ...all.header, ...forgery.header },
      claims: { ...all.claims, ...forgery.claims },
    }
    const response = await bridge.deliver(await world.ticket(all))
    await assertRefused(response, 403, "ticket_refused", { rule })
  }
})

test("tickets that are not signed as the hub signs are refused", async (t) => {
  const world = await ownerWorld(t)
  const bridge = await world.start()
  const { authorization = "", dpop = "" } = await world.ticket()
  const [, payload = ""] = authorization.split(".")
  const { kid } = world.hubKeys.ticket.public
  const head = (alg: string) =>
    Buffer.from(JSON.stringify({ alg, kid, typ: "tongban-ticket+jwt" })).toString("base64url")
  const secret = Buffer.from(JSON.stringify(world.hubKeys.ticket.public))
  const mac = createHmac("sha256", secret)
    .update(`${head("HS256")}.${payload}`)
    .digest("base64url")
  for (const forged of [`${head("none")}.${payload}.`, `${head("HS256")}.${payload}.${mac}`]) {
    const response = await bridge.deliver({ authorization: `DPoP ${forged}`, dpop })
    await assertRefused(response, 403, "ticket_refused", { rule: "alg" })
  }
  const response = await bridge.deliver({
    authorization: authorization.slice(0, -4) + "AAAA",
    dpop,
  })
  await assertRefused(response, 403, "ticket_refused", { rule: "signature" })
})

test("a request without a ticket is refused", async (t) => {
  const world = await ownerWorld(t)
  const bridge = await world.start()
  assert.equal((await bridge.deliver({})).ok, false)
  assert.equal((await bridge.deliver({ authorization: "Bearer x" })).ok, false)
  assert.equal((await bridge.deliver({ authorization: `DPoP ${"x".repeat(100_000)}` })).ok, false)
  assert.deepEqual(world.logLines(), [])
})

test("a ticket without a form, or with one that is none, gives nothing", async (t) => {
  const world = await ownerWorld(t)
  const bridge = await world.start()
  for (const form of [undefined, "view", ""]) {
    const response = await bridge.deliver(await world.ticket({ claims: { form } }))
    await assertRefused(response, 403, "ticket_refused", { rule: "claims" })
  }
})

test("a ticket is good once, also when it is presented twice at the same time", async (t) => {
  const world = await ownerWorld(t)
  const bridge = await world.start()
  const headers = await world.ticket()
  const together = await Promise.all([
    bridge.deliver(headers),
    bridge.deliver(headers),
    bridge.deliver(headers),
  ])
  assert.deepEqual(together.map(({ status }) => status).sort(), [200, 403, 403])
  for (const response of together.filter(({ ok }) => !ok)) {
    await assertRefused(response, 403, "ticket_refused", { rule: "replay" })
  }
  await assertRefused(await bridge.deliver(headers), 403, "ticket_refused", { rule: "replay" })
  assert.equal(world.logLines().length, 1)
})

test("a used ticket stays used when the bridge is started anew, also within its second", async (t) => {
  const world = await ownerWorld(t)
  const first = await world.start()
  // From a hub whose clock is 20 s ahead: issued after the second start, by its own account.
  const ahead = { claims: { iat: seconds() + 20, exp: seconds() + 80 } }
  const tickets = [await world.ticket(), await world.ticket(ahead)]
  for (const each of tickets) assert.equal((await first.deliver(each)).status, 200)
  await first.close()

  const second = await world.start()
  for (const each of tickets) assert.equal((await second.deliver(each)).status, 403)
  assert.equal(world.logLines().length, 2)
})

test("a log line that a crash cut off hides no later one", async (t) => {
  const world = await ownerWorld(t)
  const first = await world.start()
  const used = await world.ticket()
  assert.equal((await first.deliver(used)).status, 200)
  await first.close()
  appendFileSync(join(world.folder, "state/deliveries.jsonl"), '{"at":"2026-11-')

  const second = await world.start()
  assert.equal((await second.deliver(used)).status, 403)
  const usedAfterwards = await world.ticket()
  assert.equal((await second.deliver(usedAfterwards)).status, 200)
  await second.close()
  const third = await world.start()
  assert.equal((await third.deliver(usedAfterwards)).status, 403)
})
