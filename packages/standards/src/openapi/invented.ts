/** What the examples are made of: one department, one item, one case and its papers, none of them real. */
export const department = {
  id: "scjg",
  name: { zh: "澄湾市市场监督管理局", en: "Chengwan Market Regulation Bureau" },
  shortName: { zh: "市场监管局", en: "Market Regulation" },
  phone: "0799-555-0123",
}
export const itemCode = "11370699XY000011934370199001001"
export const item = {
  code: itemCode,
  version: 1,
  name: { zh: "食品经营许可", en: "Food business licence" },
}
export const caseId = "019a9f3c-7a10-7123-8abc-0123456789ab"
export const surfaceId = "q9X2bV7sT1mK4pZ8wN3cRg"
export const material = "019a9f3c-7a10-7123-8abc-00000000000b"
export const redemption = "019a9f3c-7a10-7123-8abc-00000000000d"
export const grant = "019a9f3c-7a10-7123-8abc-00000000000e"
export const consent = "019a9f3c-7a10-7123-8abc-00000000000c"
export const requirement = "business-licence"
export const localNumber = "FOOD-2026-0001"
export const handle = "tbh1_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
export const digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bb92cd1d2b1b2c7c1e5a0"
export const acc = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
export const at = "2026-11-24T10:32:00+08:00"
export const jws = "eyJhbGciOiJFUzI1NiJ9.eyJub3RlIjoiYW4gZXhhbXBsZSJ9.c2lnbmF0dXJl"
export const jwe = "eyJlbmMiOiJBMjU2R0NNIn0.a2V5.aXY.Y29udGVudA.dGFn"

export const submitted = {
  id: caseId,
  department,
  item,
  state: "ACCEPTED",
  source: { scheme: "epoint", value: "30", text: "已受理" },
  turn: "department" as const,
  localNumber,
  openedAt: "2026-11-23T09:58:00+08:00",
  updatedAt: at,
  limits: {
    statutory: { days: 20, unit: "workday" as const },
    promised: { days: 10, unit: "workday" as const },
  },
  events: [
    {
      id: "019a9f3c-7a10-7123-8abc-000000000001",
      to: "ACCEPTED",
      source: { scheme: "epoint", value: "30", text: "已受理" },
      recordedAt: at,
      occurredAt: at,
      inferred: false,
    },
  ],
}
const { source: _source, localNumber: _number, ...begun } = submitted
export const draft = { ...begun, state: "DRAFT", turn: "applicant" as const, events: [] }
export const withdrawn = { ...submitted, state: "WITHDRAWN", turn: "none" as const }
export const held = {
  id: material,
  name: { zh: "营业执照", en: "Business licence" },
  issuer: { zh: "澄湾市市场监督管理局" },
  maskedNumber: "9137********0123",
  issuedOn: "2024-03-01",
  grade: "A" as const,
  fields: ["名称", "法定代表人"],
  sensitive: false,
}
export const licenceType = "11370699XY0000119P001"
export const asked = {
  key: requirement,
  name: held.name,
  necessity: "required" as const,
  source: "government" as const,
  acceptedGrades: ["A" as const, "B" as const],
  licenceType,
  fields: held.fields,
}
const catalogue = { scheme: "gbt39554-basic", value: "370199001001" }
export const publication = {
  name: item.name,
  shortName: { zh: "食品经营许可" },
  aliases: ["餐饮许可"],
  type: "licence" as const,
  catalogue,
  limits: submitted.limits,
  window: "1",
  requirements: [asked],
}
export const published = { ...publication, code: itemCode, version: 1, department }
export const elsewhere = "11370698XY000012774370199001001"
export const summary = {
  ...item,
  shortName: publication.shortName,
  type: publication.type,
  catalogue,
  department,
  jurisdiction: "370699",
}
export const picked = { requirement, kind: "held" as const, handle }
export const webhookId = "019a9f3c-7a10-7123-8abc-00000000000e"
export const webhook = {
  id: webhookId,
  url: "https://food.example.gov.cn/tongban/events",
  types: ["case.changed"],
  state: "active",
  createdAt: at,
}
