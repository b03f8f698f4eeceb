import assert from "node:assert/strict"
import { test } from "node:test"
import type { TestContext } from "node:test"
import { mayBeHeld, PickerMachine } from "@tongban/sdk/machines"
import type { PickedItem, Requirement } from "@tongban/standards"
import { answers, gatewayThat, problem } from "./gateway.ts"
import type { Answer } from "./gateway.ts"

const requirement = (key: string, necessity: Requirement["necessity"]): Requirement => ({
  key,
  name: { zh: `材料${key}` },
  necessity,
  source: "government",
  acceptedGrades: ["A"],
  fields: [],
})

const item = {
  code: "code",
  requirements: [
    requirement("r6", "required"),
    requirement("r2", "required"),
    requirement("r5", "optional"),
    requirement("r7", "mayFollow"),
  ],
}
const surface = {
  id: "s1",
  url: "https://hub.example/surface/s1",
  expiresAt: "2026-11-24T12:00:00Z",
}
const all = answers({ "GET /v1/items/code": item, "POST /surfaces": surface })

async function machineAt(
  t: TestContext,
  answer: Answer = all,
  { draft = "d1", requirements = [] as string[] } = {},
): Promise<PickerMachine> {
  const transport = await gatewayThat(t, answer)
  return new PickerMachine(transport, { itemCode: "code", draft, requirements, mode: "frame" })
}

const paper = (key: string, letter = "a"): PickedItem => ({
  requirement: key,
  kind: "held",
  handle: `tbh1_${letter.repeat(43)}`,
})
const keys = (list: readonly Requirement[]) => list.map(({ key }) => key)

test("all of the item's requirements come in the guide's order", async (t) => {
  const machine = await machineAt(t)
  await machine.load()
  assert.equal(machine.state.phase, "ready")
  assert.deepEqual(keys(machine.state.requirements), ["r6", "r2", "r5", "r7"])
})

test("named ones come in the guide's order too, whatever the order of the names", async (t) => {
  const machine = await machineAt(t, all, { requirements: ["r5", "r6"] })
  await machine.load()
  assert.deepEqual(keys(machine.state.requirements), ["r6", "r5"])
})

test("without a draft the rows are known, and somebody has to log in first", async (t) => {
  const machine = await machineAt(t, all, { draft: "" })
  await machine.load()
  assert.equal(machine.state.phase, "signedOut")
  assert.equal(machine.state.requirements.length, 4)
})

test("a login that has ended is no fault: somebody has to log in first", async (t) => {
  const machine = await machineAt(t, (_, response) => {
    problem(response, 401, "login_required")
  })
  await machine.load()
  assert.equal(machine.state.phase, "signedOut")
  assert.equal(machine.state.fault, undefined)
})

test("a guide that cannot be read is told with its reason", async (t) => {
  const machine = await machineAt(t, (_, response) => {
    problem(response, 404, "item_unknown")
  })
  await machine.load()
  assert.equal(machine.state.phase, "away")
  assert.equal(machine.state.fault?.code, "item_unknown")
})

test("what the applicant makes may be held where it is of a type, and is missing only then", async (t) => {
  const plan = { ...requirement("r3", "required"), source: "applicant", licenceType: "P015" }
  const form = { ...requirement("r1", "required"), source: "applicant" }
  const own = { code: "code", requirements: [form, plan] }
  const machine = await machineAt(t, answers({ "GET /v1/items/code": own }))
  await machine.load()
  assert.deepEqual(machine.state.requirements.map(mayBeHeld), [false, true])
  assert.deepEqual(keys(machine.missing), ["r3"])
})

test("what is missing: the required ones that are not picked, and no others", async (t) => {
  const machine = await machineAt(t)
  await machine.load()
  assert.deepEqual(keys(machine.missing), ["r6", "r2"])
  machine.pick(paper("r6"))
  assert.deepEqual(keys(machine.missing), ["r2"])
  machine.pick(paper("r2"))
  assert.deepEqual(keys(machine.missing), [])
})

test("a second pick for a requirement takes the first one's place", async (t) => {
  const machine = await machineAt(t)
  machine.pick(paper("r6", "a"))
  machine.pick(paper("r6", "b"))
  assert.deepEqual(machine.state.picked, [paper("r6", "b")])
})

test("dropping takes back that one and no other", async (t) => {
  const machine = await machineAt(t)
  machine.pick(paper("r6"))
  machine.pick(paper("r2"))
  machine.drop("r6")
  assert.deepEqual(machine.state.picked, [paper("r2")])
})

test("the hub's origin is read from the surface's own address", async (t) => {
  const machine = await machineAt(t)
  await machine.load()
  await machine.choose("r6")
  assert.deepEqual(machine.state.surface, {
    id: "s1",
    url: surface.url,
    hubOrigin: "https://hub.example",
  })
})

test("one surface serves every row until it has ended; what was picked outlives it", async (t) => {
  let opened = 0
  const machine = await machineAt(t, (request, response) => {
    if (request.method === "POST") opened++
    all(request, response)
  })
  await machine.load()
  await machine.choose("r6")
  machine.pick(paper("r6"))
  machine.fold()
  await machine.choose("r2")
  assert.equal(opened, 1)

  machine.endSurface()
  await machine.choose("r2")
  assert.equal(opened, 2)
  assert.deepEqual(machine.state.picked, [paper("r6")])
})

test("a refused surface is told with its reason; nothing that was picked is lost", async (t) => {
  const machine = await machineAt(t, (request, response) => {
    if (request.method === "POST") problem(response, 409, "draft_closed")
    else all(request, response)
  })
  await machine.load()
  machine.pick(paper("r6"))
  await machine.choose("r2")
  assert.equal(machine.state.fault?.code, "draft_closed")
  assert.equal(machine.state.surface, undefined)
  assert.deepEqual(machine.state.picked, [paper("r6")])
})
