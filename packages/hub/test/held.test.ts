import assert from "node:assert/strict"
import { after, before, suite, test } from "node:test"
import { legalDayOf } from "@tongban/standards"
import type { UnfitMaterial } from "@tongban/standards"
import { he, residence } from "./support/hub-settings.ts"
import { HubWorld } from "./support/hub-world.ts"

suite("what a requirement names decides what fits it", () => {
  let world: HubWorld

  before(async () => {
    world = await HubWorld.make()
  })
  after(() => world.close())

  const own = {
    licenceType: residence.licenceType,
    name: { zh: "居住证" },
    issuedOn: legalDayOf(new Date()),
    issuerCodes: [residence.issuer],
  }
  const register = async (change: object): Promise<string> =>
    (await world.register(he, undefined, { ...own, ...change })).id

  /** Each paper's broken rules; none where it fits, undefined where it is not listed. */
  async function judged(): Promise<(id: string) => string[] | undefined> {
    const citizen = await world.logIn(he)
    const draft = await citizen.openDraft()
    const surface = await citizen.openSurface(draft.id, [residence.requirement])
    const path = `/v1/surface/held?requirement=${residence.requirement}`
    const { body } = await citizen.atHub("GET", path, undefined, {
      authorization: `Bearer ${await citizen.surfaceToken(surface.id)}`,
    })
    const { fits, unfit } = body as { fits: { id: string }[]; unfit: UnfitMaterial[] }
    const broken = new Map(unfit.map(({ id, reasons }) => [id, reasons.map(({ rule }) => rule)]))
    for (const { id } of fits) broken.set(id, [])
    return (id) => broken.get(id)
  }

  test("one of its type, by its issuer and new enough, and one of the other type that it names", async () => {
    const ids = [
      await register({}),
      await register({ licenceType: residence.otherType }),
      await register({ issuerCodes: undefined, issuerRegion: "370699" }),
    ]
    const rulesOf = await judged()
    assert.deepEqual(ids.map(rulesOf), [[], [], []])
  })

  test("not one of another issuer, of one that nobody named, or one too old; each says why", async () => {
    const ids = [
      await register({ issuerCodes: [{ scheme: "uscc", value: "11370699XY00001193" }] }),
      await register({ issuerCodes: undefined, issuerRegion: "110000" }),
      await register({ issuerCodes: undefined }),
      await register({ issuedOn: "2024-04-18" }),
    ]
    const rulesOf = await judged()
    assert.deepEqual(ids.map(rulesOf), [["issuer"], ["issuer"], ["issuerUnknown"], ["tooOld"]])
  })

  test("what its owner says anew replaces what was said of the issuer", async () => {
    const ref = "said-anew"
    const { id } = await world.register(he, ref, own)
    await world.register(he, ref, { ...own, issuerCodes: undefined })
    assert.deepEqual((await judged())(id), ["issuerUnknown"])
  })

  test("a paper of a type that the requirement does not name is not even listed", async () => {
    const id = await register({ licenceType: "11370699XY0000012P001" })
    assert.equal((await judged())(id), undefined)
  })
})
