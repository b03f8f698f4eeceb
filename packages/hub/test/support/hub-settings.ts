import { randomBytes, randomUUID } from "node:crypto"
import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { calculateJwkThumbprint } from "jose"
import type { PrivateJwk } from "@tongban/sdk/client-auth"
import type { DatabasePlace, HubSettings } from "@tongban/hub"
import { freePort } from "./free-port.ts"
import { newKey } from "./keys.ts"

/** The item of the world: one requirement, one kind of paper. */
export const item = {
  code: "11370699XY000011934370199001001",
  licenceType: "11370699XY0000012P004",
  requirement: "r6",
  /** What the applicant makes: uploaded, of no licence type. */
  selfMade: "r4",
}
/** The item's other requirement: a sensitive paper. */
export const health = {
  licenceType: "11370699XY0000012P010",
  requirement: "r8",
  paper: {
    licenceType: "11370699XY0000012P010",
    name: { zh: "健康证明", en: "Health certificate" },
    fields: ["体检结论"],
    sensitive: true,
  },
  sensitive: {
    categories: ["health"],
    necessity: { zh: "须核对上岗人员的健康", en: "The health of staff has to be checked" },
    impact: { zh: "看到的人会知道您的体检结论", en: "Readers learn the result of your check-up" },
  },
}
/** A requirement that names its issuer and how old a paper may be, and takes a second type. */
export const residence = {
  requirement: "r9",
  licenceType: "11370699XY0000012P005",
  otherType: "11370699XY0000012P003",
  issuer: { scheme: "uscc", value: "11370699XY0000215C" },
  region: "370600",
}
/** A requirement whose paper may follow on a promise (容缺后补), ten days after it. */
export const later = {
  requirement: "r5",
  licenceType: "11370699XY0000012P006",
  name: { zh: "检测报告", en: "Test report" },
  days: 10,
}
/** An invented person (province/personas.json). */
export const he = { key: "he", name: "何秋月", number: "370699198510100023" }
export const xu = { key: "xu", name: "许秀英", number: "370699195801010024" }
export const portalOrigin = `http://127.0.0.1:${await freePort()}`
/** The portal of department `b`. */
export const otherPortalOrigin = `http://127.0.0.1:${await freePort()}`

export const clientIds = [
  "a-portal",
  "a-redeem",
  "a-sync",
  "a-register",
  "b-serve",
  "b-register",
  "b-redeem",
  "b-sync",
  "b-portal",
  "c-register",
] as const
export type ClientId = (typeof clientIds)[number]

/** A hub with two departments, one of the county beside theirs, and one that keeps uploads. */
export async function settingsOf(
  origin: string,
  database: DatabasePlace,
  keys: Record<ClientId, { assertion: PrivateJwk; dpop: PrivateJwk }>,
  change: Partial<Record<ClientId, object>>,
): Promise<HubSettings> {
  const words = (zh: string) => ({ zh })
  const department = (id: string, name: string, jurisdiction = "370699") => ({
    id,
    codes: [],
    name: words(name),
    shortName: words(name),
    jurisdiction,
  })
  const client = async (id: ClientId, rest: object = {}) => ({
    id,
    department: id.slice(0, 1),
    kind: id.slice(2),
    transport: "http",
    origins: [],
    returnUris: [],
    itemCodes: id.startsWith("a-") ? [item.code] : [],
    jwks: { keys: [publicOf(keys[id].assertion)] },
    ...(id.endsWith("redeem") && {
      releaseKey: await calculateJwkThumbprint(keys[id].dpop),
      sealTo: publicOf(keys[id].dpop),
    }),
    ...rest,
    ...change[id],
  })
  const hubKey = async () => ({ ...(await newKey()), kid: randomUUID() })
  return {
    origin,
    database,
    objectFolder: await mkdtemp(join(tmpdir(), "tongban-objects-")),
    registry: {
      departments: [
        department("a", "甲局"),
        department("b", "乙局"),
        department("c", "邻县甲局", "370698"),
        department("z", "政务服务局"),
      ],
      uploads: { department: "z" },
      clients: [
        await client("a-portal", {
          origins: [portalOrigin],
          returnUris: [`${portalOrigin}/tongban/callback`],
          redeemedBy: "a-redeem",
        }),
        await client("a-redeem"),
        await client("a-sync"),
        await client("a-register", { itemCodes: [] }),
        await client("b-serve", { instance: "b-1" }),
        await client("b-register"),
        await client("b-redeem"),
        await client("b-sync"),
        await client("b-portal", {
          origins: [otherPortalOrigin],
          returnUris: [`${otherPortalOrigin}/tongban/callback`],
          redeemedBy: "b-redeem",
        }),
        await client("c-register"),
      ],
      items: [
        {
          code: item.code,
          version: 1,
          department: "a",
          name: words("某事项"),
          shortName: words("某事"),
          limits: {},
          purpose: words("办理某事"),
          basis: "consent",
          requirements: [
            {
              key: item.requirement,
              name: words("证明"),
              necessity: "required",
              source: "government",
              acceptedGrades: ["A", "B"],
              licenceType: item.licenceType,
              fields: ["坐落"],
            },
            {
              key: health.requirement,
              name: words("健康证明"),
              necessity: "optional",
              source: "government",
              acceptedGrades: ["A", "B"],
              licenceType: health.licenceType,
              fields: ["体检结论"],
              sensitive: health.sensitive,
            },
            {
              key: residence.requirement,
              name: words("居住证"),
              necessity: "optional",
              source: "government",
              acceptedGrades: ["A", "C"],
              licenceType: residence.licenceType,
              alsoFits: [{ licenceType: residence.otherType, name: words("居民户口簿") }],
              issuedBy: {
                name: words("公安机关"),
                codes: [residence.issuer],
                regions: [residence.region],
              },
              issuedWithin: { count: 3, unit: "month" },
              fields: [],
            },
            {
              key: later.requirement,
              name: later.name,
              necessity: "mayFollow",
              followsWithin: { days: later.days, unit: "day" },
              source: "other",
              acceptedGrades: ["A", "C"],
              licenceType: later.licenceType,
              fields: [],
            },
            {
              key: item.selfMade,
              name: words("规章制度"),
              necessity: "required",
              source: "applicant",
              acceptedGrades: ["D", "C"],
              fields: [],
            },
          ],
        },
      ],
    },
    keys: {
      oidc: { keys: [await hubKey()] },
      ticket: await hubKey(),
      log: await hubKey(),
      provenance: await hubKey(),
      uploads: [randomBytes(32).toString("base64url")],
      cookies: [randomBytes(32).toString("hex")],
      match: randomBytes(32).toString("base64url"),
      pairwise: randomBytes(32).toString("base64url"),
    },
    // Tests ask faster than anybody else.
    rates: { client: 1_000_000, person: 1_000_000, address: 1_000_000, resolve: 1_000_000 },
    // Webhooks of the tests are on this machine.
    webhooks: { networks: ["127.0.0.0/8"], plainHttp: true },
    personas: [he, xu].map(({ key, name, number }) => ({
      key,
      name,
      idType: "111",
      idNumber: number,
      assurance: { level: 3, scheme: "guangdong", value: "4" },
      about: words("虚构"),
    })),
  } as unknown as HubSettings
}

const publicOf = ({ kty, crv, x, y }: PrivateJwk) => ({ kty, crv, x, y })
