import assert from "node:assert/strict"
import { test } from "node:test"
import { gatewayTransport, LoginMachine } from "@tongban/sdk/machines"
import type { LoginState } from "@tongban/sdk/machines"
import { answers, gatewayThat, problem } from "./gateway.ts"

const person = {
  signedIn: true,
  sub: "pairwise",
  name: "*秋月",
  assurance: { level: 3, scheme: "province", value: "L3" },
  endsAt: "2026-11-24T18:00:00+08:00",
}

/** The phases that the machine goes through, as its listeners hear of them. */
const follow = (machine: LoginMachine): LoginState["phase"][] => {
  const phases: LoginState["phase"][] = []
  machine.addEventListener("change", () => phases.push(machine.state.phase))
  return phases
}

test("nobody is signed in: it asks, then says so", async (t) => {
  const machine = new LoginMachine(
    await gatewayThat(t, answers({ "GET /session": { signedIn: false } })),
  )
  const phases = follow(machine)
  await machine.ask()
  assert.deepEqual(phases, ["asking", "signedOut"])
  assert.equal(machine.state.person, undefined)
})

test("somebody is signed in: the masked name and the level are known", async (t) => {
  const machine = new LoginMachine(await gatewayThat(t, answers({ "GET /session": person })))
  await machine.ask()
  assert.equal(machine.state.phase, "signedIn")
  assert.equal(machine.state.person?.name, "*秋月")
  assert.equal(machine.state.person.assurance.level, 3)
})

test("a gateway that is away is told with its reason, and forgotten when it answers again", async (t) => {
  let away = true
  const machine = new LoginMachine(
    await gatewayThat(t, (request, response) => {
      if (away) problem(response, 503, "unavailable")
      else answers({ "GET /session": person })(request, response)
    }),
  )
  await machine.ask()
  assert.equal(machine.state.phase, "away")
  assert.equal(machine.state.fault?.code, "unavailable")
  away = false
  await machine.ask()
  assert.equal(machine.state.phase, "signedIn")
  assert.equal(machine.state.fault, undefined)
})

test("leaving ends the session, and forgets the person", async (t) => {
  const machine = new LoginMachine(
    await gatewayThat(t, answers({ "GET /session": person, "POST /logout": { endedAtHub: true } })),
  )
  await machine.ask()
  const phases = follow(machine)
  await machine.leave()
  assert.deepEqual(phases, ["leaving", "signedOut"])
  assert.equal(machine.state.person, undefined)
})

test("a look makes no stir: no phase in between, and what is known stays while the gateway is away", async (t) => {
  let session: object | undefined = person
  const machine = new LoginMachine(
    await gatewayThat(t, (request, response) => {
      if (session === undefined) problem(response, 503, "unavailable")
      else answers({ "GET /session": session })(request, response)
    }),
  )
  await machine.ask()
  const phases = follow(machine)
  session = undefined
  await machine.look()
  session = { signedIn: false }
  await machine.look()
  assert.deepEqual(phases, ["signedOut"])
  assert.equal(machine.state.person, undefined)
})

test("a refused logout leaves the person signed in, with the reason", async (t) => {
  const machine = new LoginMachine(await gatewayThat(t, answers({ "GET /session": person })))
  await machine.ask()
  await machine.leave()
  assert.equal(machine.state.phase, "signedIn")
  assert.equal(machine.state.person?.name, "*秋月")
  assert.equal(machine.state.fault?.code, "not_found")
})

test("the login's address brings the whole path back, query and all", () => {
  const machine = new LoginMachine(gatewayTransport("/tongban", () => "zh-CN"))
  assert.equal(
    machine.address("/apply?item=1&step=2"),
    "/tongban/login?return=%2Fapply%3Fitem%3D1%26step%3D2",
  )
})

test("an answer that comes after a later one changes nothing", async (t) => {
  let refuseFirst: (() => void) | undefined
  const machine = new LoginMachine(
    await gatewayThat(t, (request, response) => {
      if (refuseFirst !== undefined) answers({ "GET /session": person })(request, response)
      else
        refuseFirst = () => {
          problem(response, 503, "unavailable")
        }
    }),
  )
  const first = machine.ask()
  while (refuseFirst === undefined) await new Promise((resolve) => setImmediate(resolve))
  await machine.ask()
  refuseFirst()
  await first
  assert.equal(machine.state.phase, "signedIn")
})
