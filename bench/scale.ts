import type { CompiledQuery } from "kysely"
import pg from "pg"
import { casesOf } from "../packages/hub/src/cases/read.ts"
import { openDatabase } from "../packages/hub/src/store/open.ts"
import type { Database } from "../packages/hub/src/store/database.ts"
import { HubWorld } from "../packages/hub/test/support/hub-world.ts"
import type { Line, Raced } from "./frame.ts"
import { department, seedCases } from "./support/cases.ts"

/** How many cases there are, and how many then; smaller by `TONGBAN_BENCH_CASES`. */
const few = 10_000
const many = Number(process.env["TONGBAN_BENCH_CASES"] ?? 1_000_000)
/** Requests of each kind and size, one after the other. */
const requests = 300

/** What a size of the tables costs. */
interface Measured {
  /** Milliseconds, the middle one of all requests. */
  p50: number
  /** Pages that one such statement reads. */
  buffers: number
  /** The nodes of its plan, with their indexes. */
  plan: string
}

/** A department's cases become a hundred times as many: nobody waits longer for one of them, or for a page. */
export const scale: Raced = {
  kind: "raced",
  about: `reads by HTTP, one after the other, with ${many} cases of one department / with ${few}; the same plan of PostgreSQL, and the pages that it reads`,
  unit: "ms",
  async race() {
    const world = await HubWorld.make()
    const { database } = world.settings
    if (!("url" in database))
      throw new Error("it needs PostgreSQL: npm run bench:postgres -- scale")
    const db = await openDatabase(database)
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const measureAll = (cases: number) => measure({ world, db, client }, cases)
    try {
      await seedCases(database.url, 1, few)
      const before = await measureAll(few)
      for (let from = few; from < many; from += 100_000)
        await seedCases(database.url, from + 1, Math.min(many, from + 100_000))
      const after = await measureAll(many)
      return (["get one", "list 20"] as const).flatMap((what) => compare(what, after, before))
    } finally {
      await client.end()
      await db.destroy()
      await world.close()
    }
  },
}

type Sizes = Record<"get one" | "list 20", Measured>

function compare(what: keyof Sizes, { [what]: after }: Sizes, { [what]: before }: Sizes): Line[] {
  if (after.plan !== before.plan)
    throw new Error(`${what}: the plan is another one:\n${before.plan}\n\n${after.plan}`)
  return [
    { what: `${what}, p50`, candidate: after.p50, reference: before.p50 },
    { what: `${what}, pages`, unit: "pages", candidate: after.buffers, reference: before.buffers },
  ]
}

interface Asking {
  world: HubWorld
  db: Database
  client: pg.Client
}

async function measure({ world, db, client }: Asking, cases: number): Promise<Sizes> {
  const own = casesOf(db, {
    kind: "client",
    clientKind: "sync",
    clientId: "a-sync",
    department,
    keyThumbprint: "",
  })
  const anyCase = () => `case-${1 + Math.floor(Math.random() * cases)}`
  return {
    "get one": {
      p50: await p50(world, () => `/v1/cases/${anyCase()}`),
      ...(await explained(client, own.where("cases.id", "=", anyCase()).compile())),
    },
    "list 20": {
      p50: await p50(world, () => "/v1/cases?limit=20"),
      ...(await explained(
        client,
        own.orderBy("cases.updated_at").orderBy("cases.id").limit(21).compile(),
      )),
    },
  }
}

async function p50(world: HubWorld, path: () => string): Promise<number> {
  // The first round warms up.
  await round(world, path)
  const took = await round(world, path)
  return took.sort((a, b) => a - b)[Math.floor(took.length / 2)] ?? NaN
}

async function round(world: HubWorld, path: () => string): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n < requests; n++) {
    const url = world.origin + path()
    const headers = await world.auth("a-sync").authorize("GET", url)
    const began = performance.now()
    const answer = await fetch(url, { headers })
    await answer.arrayBuffer()
    took.push(performance.now() - began)
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  }
  return took
}

interface PlanNode {
  "Node Type": string
  "Index Name"?: string
  "Shared Hit Blocks": number
  "Shared Read Blocks": number
  Plans?: PlanNode[]
}

async function explained(
  client: pg.Client,
  { sql, parameters }: CompiledQuery,
): Promise<Pick<Measured, "buffers" | "plan">> {
  const { rows } = await client.query<{ "QUERY PLAN": { Plan: PlanNode }[] }>(
    `explain (analyze, buffers, format json) ${sql}`,
    [...parameters],
  )
  const top = rows[0]?.["QUERY PLAN"][0]?.Plan
  if (top === undefined) throw new Error("PostgreSQL told no plan")
  return { buffers: top["Shared Hit Blocks"] + top["Shared Read Blocks"], plan: shapeOf(top) }
}

const shapeOf = (node: PlanNode, depth = 0): string =>
  [
    `${"  ".repeat(depth)}${node["Node Type"]} ${node["Index Name"] ?? ""}`.trimEnd(),
    ...(node.Plans ?? []).map((each) => shapeOf(each, depth + 1)),
  ].join("\n")
