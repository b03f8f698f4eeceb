import assert from "node:assert/strict"
import * as z from "zod/mini"
import { Case } from "@tongban/standards"
import type { Timed } from "./frame.ts"

const record = {
  id: "019a9f3c-7a10-7123-8abc-0123456789ab",
  department: {
    id: "scjg",
    name: { zh: "澄湾市市场监督管理局", en: "Chengwan Market Regulation Bureau" },
    shortName: { zh: "市场监管局", en: "Market Regulation" },
  },
  item: { code: "11370699XY000011934370199001001", version: 1, name: { zh: "食品经营许可" } },
  state: "ACCEPTED",
  source: { scheme: "epoint", value: "30", text: "已受理" },
  turn: "department",
  localNumber: "11370699XY000011934370199001001202611240001",
  openedAt: "2026-11-23T09:58:00+08:00",
  updatedAt: "2026-11-24T10:32:00+08:00",
  limits: {},
  events: ["SUBMITTED", "RECEIVED", "ACCEPTED"].map((to, at) => ({
    id: `019a9f3c-7a10-7123-8abc-00000000000${at}`,
    to,
    recordedAt: "2026-11-24T10:32:00+08:00",
    occurredAt: "2026-11-24T10:32:00+08:00",
    inferred: false,
  })),
}
const texts = Array.from({ length: 10_000 }, () => JSON.stringify(record))

const readBy = (schema: typeof Case, what: string): Timed => ({
  kind: "timed",
  about: "10,000 case records of three events: read and checked / only read",
  what,
  candidate: () => {
    for (const text of texts) assert.ok(schema.safeParse(JSON.parse(text)).success)
  },
  reference: () => {
    for (const text of texts) assert.ok(JSON.parse(text))
  },
})

/** What checking costs beside reading, with the schema compiled, as the hub and a bridge have it. */
export const records = readBy(z.compile(Case), "JSON.parse and the compiled schema / JSON.parse")

/** The same with the schema as it stands, as a page has it: nothing is compiled where a policy forbids it. */
export const recordsInPages = readBy(Case, "JSON.parse and the case schema / JSON.parse")
