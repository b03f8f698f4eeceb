import assert from "node:assert/strict"
import { test } from "node:test"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"

/** The files whose code is in the bundle of a module that imports these names from the main entry. */
async function carriedBy(names: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: {
      contents: `import { ${names} } from "@tongban/standards"\nconsole.log(${names})`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    conditions: ["@tongban/source"],
    logLevel: "silent",
  })
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [file] : [],
    ),
  )
}

const ofZod = (file: string) => file.includes("/zod/")
const ofCases = (file: string) => /\/(cases|law)\//.test(file)
const ofContract = (file: string) => file.includes("/contract/")

test("words, states, days and fitness carry neither zod nor the contract into a page", async () => {
  const carried = await carriedBy(
    "problemText, caseStates, formatDay, maskName, materialFitness, fitnessWords, gradeWords, " +
      "fittingWords, watermarkLines, consentNotice, noticeText",
  )
  assert.ok(carried.some((file) => file.endsWith("/problems/catalogue.ts")))
  assert.deepEqual(carried.filter(ofContract), [])
  assert.deepEqual(carried.filter(ofZod), [])
  assert.ok(carried.filter(ofCases).every((file) => file.endsWith("/cases/states.ts")))
})

test("the clock carries no calendar into a page, nor a schema; its calendar is asked for by name", async () => {
  const ofCalendar = (file: string) => file.includes("/chinese-days/")
  const clock = await carriedBy("caseClock, applyEntry, workCalendar, anyangProfile")
  assert.ok(clock.some((file) => file.endsWith("/law/clock.ts")))
  assert.deepEqual(
    clock.filter((file) => ofCalendar(file) || ofZod(file)),
    [],
  )
  assert.ok((await carriedBy("publishedArrangement")).some(ofCalendar))
})

/** The lists that are long, and that a page carries only where it names what needs them. */
const lists = {
  "code lists": /\/codes\/(?!code\.ts|scheme\.ts)/,
  "regions of today and of before": /\/gb2260\/|\/regions\/(changes|listed)\.ts/,
  "the calendar": /\/chinese-days\/|\/law\/published\.ts/,
}

const listsIn = (carried: readonly string[]) =>
  Object.entries(lists).flatMap(([name, files]) =>
    carried.some((file) => files.test(file)) ? [name] : [],
  )

test("a list is carried only by what needs it", async () => {
  const needed: Record<string, string[]> = {
    "checkResidentIdNumber, checkUnifiedSocialCreditCode, checkItemCode, checkRegionCode": [],
    "ResidentIdNumber, UnifiedSocialCreditCode, ItemCode, RegionCode, refusalWords": [],
    "caseStates, nextStates, applyEntry, caseClock, toShared": [],
    "areaWarningWords, maskIdNumber, formatDay": [],
    "regionOf, checkAreas, listedRegions": ["regions of today and of before"],
    publishedArrangement: ["the calendar"],
    itemTypes: ["code lists"],
    codeTables: ["code lists"],
  }
  for (const [names, expected] of Object.entries(needed))
    assert.deepEqual(listsIn(await carriedBy(names)), expected, names)
})

test("schemas carry the code lists that they check by, and no others", async () => {
  const codesOf = async (names: string) =>
    (await carriedBy(names))
      .filter((file) => lists["code lists"].test(file))
      .map((file) => file.split("/").at(-1))
  assert.deepEqual(await codesOf("itemTypes"), ["items.ts"])
  assert.deepEqual(await codesOf("Rating"), ["cases.ts"])
  assert.deepEqual(await codesOf("Case, Material, Grant"), ["materials.ts"])
})

test("one operation does not carry the others", async () => {
  const carried = await carriedBy("getItem")
  assert.ok(carried.some((file) => file.endsWith("/contract/items.ts")))
  assert.deepEqual(
    carried.filter(
      (file) => ofContract(file) && !/(items|endpoint|caller|reach|paging)\.ts$/.test(file),
    ),
    [],
  )
})
