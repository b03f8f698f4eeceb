import { randomBytes, randomInt, randomUUID } from "node:crypto"
import { checkResidentIdNumber } from "@tongban/standards"
import type { Caller, ObjectKind, Ownership } from "@tongban/standards"
import { handleOf } from "../../src/grants/grant.ts"
import {
  keepSubject,
  matchOf,
  meetSubject,
  personOf,
  subjectOf,
} from "../../src/identity/persons.ts"
import type { Identified, PersonKeys } from "../../src/identity/persons.ts"
import { derivedKey, hashOfSecret } from "../../src/secrets.ts"
import type { Database } from "../../src/store/database.ts"
import type { PersonRow } from "../../src/store/tables.ts"
import { newWebhookSecret, secretBox } from "../../src/webhooks/secret.ts"
import { he, health, item, portalOrigin, xu } from "./hub-settings.ts"
import { callersSurface } from "./reach-callers.ts"

export interface Seeding {
  db: Database
  keys: PersonKeys
  persons: { he: PersonRow; xu: PersonRow }
}

/** Where an object stands: which department has it, through which client, and whose it is. */
interface Place {
  department: "a" | "b"
  /** Another of that department's clients than the one that asks. */
  second: boolean
  person: "he" | "xu"
  caller: Caller
}

/** What `own`, `sameDepartment` and `otherDepartment` are to a caller of department `a`. */
export function placeOf(caller: Caller, ownership: Ownership): Place {
  const isClient = !["public", "citizen", "browser", "surface"].includes(caller)
  const department = ownership === "otherDepartment" ? "b" : "a"
  const other = ownership === "sameDepartment"
  return {
    department,
    second: other && isClient,
    // The same person at another department: the harder case, except for papers, which are a person's.
    person: other && !isClient ? "xu" : "he",
    caller,
  }
}

/** Makes one object and tells its name, for each kind; complete by type. */
export const seeders: Readonly<Record<ObjectKind, (to: Seeding, place: Place) => Promise<string>>> =
  {
    department: (_, { department }) => Promise.resolve(department),
    item: (_, { department, person }) =>
      Promise.resolve(department === "b" ? "b-own" : person === "xu" ? "a-other" : item.code),
    async party({ db, keys }, { department }) {
      const number = newResidentNumber()
      const { id: personId } = await personOf(db, keys, identified(number), new Date())
      const subject = subjectOf(keys, department, personId)
      await meetSubject(db, { department, subject, personId }, new Date())
      return number
    },
    case: async (to, place) => (await newCase(to, place, "IN_REVIEW")).id,
    caseNumber: async (to, place) => (await newCase(to, place, "IN_REVIEW")).number,
    draft: async (to, place) => (await newCase(to, place, "DRAFT")).id,
    surface: (to, place) => newSurface(to, place),
    async consent(to, place) {
      const ownSurface =
        place.caller === "surface" && place.department === "a" && place.person === "he"
      const id = newId()
      await to.db
        .insertInto("consents")
        .values({
          id,
          surface_id: ownSurface ? callersSurface : await newSurface(to, place),
          person_id: to.persons[place.person].id,
          requirement: health.requirement,
          material_id: (await newMaterial(to, { ...place, department: "b" })).id,
          language: "zh-CN",
          asked_at: new Date(),
          expires_at: soon(),
          decision: null,
          grant_id: null,
        })
        .execute()
      return id
    },
    async material(to, place) {
      const person = place.department === "b" ? "xu" : place.person
      return (await newMaterial(to, { ...place, person, department: "b" })).id
    },
    ownerRef: async (to, place) => (await newMaterial(to, place)).ownerRef,
    handle: async (to, place) => (await newHandle(to, place)).handle,
    grant: async (to, place) => (await newHandle(to, place)).grantId,
    async redemption(to, place) {
      const { handle, caseId, materialId } = await newHandle(to, place)
      const id = newId()
      await to.db
        .insertInto("uploads")
        .values({
          person_id: to.persons[place.person].id,
          id: materialId,
          surface_id: callersSurface,
          requirement: item.requirement,
          paper_type: item.licenceType,
          name: JSON.stringify({ zh: "证明" }),
          length: 7,
          wrapped_key: "none",
          begun_at: new Date(),
          material_id: materialId,
        })
        .execute()
      await to.db
        .insertInto("redemptions")
        .values({
          department_id: place.department,
          id,
          handle_hash: hashOfSecret(handle),
          case_id: caseId,
          local_number: newId(),
          recipient: clientOf(place, "redeem"),
          recipient_jkt: releaseKeys[place.department],
          acc: newDigest(),
          ticket_jti: newId(),
          tickets: 1,
          reissued_at: null,
          at: new Date(),
          outcome: null,
          outcome_reason: null,
          provenance: null,
          outcome_at: null,
        })
        .execute()
      return id
    },
    async login({ db }, place) {
      const sid = newId()
      await db
        .insertInto("outbox")
        .values({
          id: newId(),
          department_id: place.department,
          type: "session.ended",
          case_id: null,
          client_id: clientOf(place, "portal"),
          sid,
          at: new Date(),
        })
        .execute()
      return sid
    },
    async webhook({ db, keys }, { department }) {
      const id = newId()
      await db
        .insertInto("webhooks")
        .values({
          department_id: department,
          id,
          url: "https://127.0.0.1/events",
          types: "[]",
          secret: secretBox(derivedKey(keys.pairwise, "webhook")).seal(id, newWebhookSecret()),
          former_secret: null,
          former_until: null,
          state: "disabled",
          disabled_for: "gone",
          queued_to: 0,
          created_at: new Date(),
          delivered_at: null,
          failing_since: null,
          failed_at: null,
          failed_rule: null,
          failed_status: null,
        })
        .execute()
      return id
    },
    async event(to, place) {
      const { id: caseId } = await newCase(to, place, "IN_REVIEW")
      const id = newId()
      await to.db
        .insertInto("outbox")
        .values({
          id,
          department_id: place.department,
          type: "case.changed",
          case_id: caseId,
          client_id: null,
          sid: null,
          at: new Date(),
        })
        .execute()
      return id
    },
  }

/** A name of the same form that nobody has. */
export function unknownName(kind: ObjectKind): string {
  if (kind === "handle") return `tbh1_${randomBytes(32).toString("base64url")}`
  return kind === "party" ? newResidentNumber() : newId()
}

/** An identity number that is right and, among those of the tests, nobody's. */
export function newResidentNumber(): string {
  const year = 1950 + randomInt(50)
  const stem = `370699${year}${randomInt(10, 13)}${randomInt(10, 29)}${randomInt(100, 1000)}`
  const number = Array.from({ length: 11 }, (_, n) => stem + "0123456789X".charAt(n)).find(
    (each) => checkResidentIdNumber(each, "9999-12-31").ok,
  )
  if (number === undefined) throw new Error(`no check digit for ${stem}`)
  return number
}

/** Somebody as a login source would tell of them. */
export const identified = (number: string): Identified => ({
  scheme: "111",
  number,
  maskedName: "*某",
  assurance: { level: 3, scheme: "test", value: "3" },
})

/** The thumbprints of the departments' release keys. */
export const releaseKeys = { a: "", b: "" }

const newId = () => randomUUID()
const newDigest = () => randomBytes(32).toString("hex")
const soon = () => new Date(Date.now() + 10 * 60_000)
const clientOf = ({ department, second }: Place, kind: string) =>
  `${department}-${kind}${second ? "-2" : ""}`
const itemOf = ({ department }: Place) => (department === "a" ? item.code : "b-own")

async function newCase({ db, keys, persons }: Seeding, place: Place, state: string) {
  const { department, person } = place
  const subject = subjectOf(keys, department, persons[person].id)
  await keepSubject(db, department, subject, persons[person].id)
  const [id, number] = [newId(), newId()]
  await db
    .insertInto("cases")
    .values({
      department_id: department,
      id,
      subject,
      client_id: clientOf(place, "portal"),
      item_code: itemOf(place),
      item_version: 1,
      state,
      source_scheme: null,
      source_value: null,
      source_text: null,
      local_number: state === "DRAFT" ? null : number,
      party_match: null,
      opened_at: new Date(),
      updated_at: new Date(),
    })
    .execute()
  return { id, number }
}

/** A surface of the place's person at its department. */
export async function newSurface(to: Seeding, place: Place, id: string = newId()): Promise<string> {
  const { id: caseId } = await newCase(to, place, "DRAFT")
  const { department, person } = place
  await to.db
    .insertInto("surfaces")
    .values({
      id,
      department_id: department,
      client_id: clientOf({ ...place, second: false }, "portal"),
      case_id: caseId,
      subject: subjectOf(to.keys, department, to.persons[person].id),
      person_id: to.persons[person].id,
      item_code: itemOf(place),
      item_version: 1,
      requirements: JSON.stringify([item.requirement, health.requirement]),
      origin: portalOrigin,
      mode: "frame",
      return_to: null,
      created_at: new Date(),
      expires_at: soon(),
    })
    .execute()
  return id
}

async function newMaterial({ db, keys }: Seeding, { department, person }: Place) {
  const [id, ownerRef, digest] = [newId(), newId(), newDigest()]
  const { number } = { he, xu }[person]
  await db
    .insertInto("materials")
    .values({
      department_id: department,
      id,
      owner_ref: ownerRef,
      licence_type: item.licenceType,
      name: JSON.stringify({ zh: "不动产权证书" }),
      grade: "A",
      masked_number: "样****",
      holder_match: matchOf(keys, "111", number),
      issuer: JSON.stringify({ zh: "某局" }),
      issued_on: "2024-04-18",
      valid_from: null,
      valid_to: null,
      status: "ISSUED",
      digest,
      media_type: "text/plain",
      size: 7,
      fields: JSON.stringify(["坐落"]),
      sensitive: false,
      updated_at: new Date(),
    })
    .execute()
  return { id, ownerRef, digest }
}

let grants = 0

async function newHandle(to: Seeding, place: Place) {
  const { department, person } = place
  const { id: caseId } = await newCase(to, place, "DRAFT")
  const material = await newMaterial(to, { ...place, department: "b" })
  const grantId = newId()
  const about = {
    department_id: department,
    case_id: caseId,
    person_id: to.persons[person].id,
    requirement: item.requirement,
    material_department_id: "b",
    material_id: material.id,
    expires_at: soon(),
  }
  await to.db
    .insertInto("grants")
    .values({
      ...about,
      id: grantId,
      person_seq: ++grants,
      decision: "agreed",
      content: JSON.stringify({
        purposeText: "办理某事",
        form: "derived",
        basis: "consent",
        capacity: "self",
        subject: subjectOf(to.keys, department, to.persons[person].id),
        recipient: { department, clientId: clientOf(place, "portal"), contact: "" },
        provider: { department: "b" },
        item: { code: itemOf(place), version: 1 },
        draft: caseId,
        requirement: item.requirement,
        material: { id: material.id, digest: material.digest },
        fields: ["坐落"],
      }),
      hash: newDigest(),
      prev: null,
      decided_at: new Date(),
      withdrawn_at: null,
    })
    .execute()
  const handle = handleOf(derivedKey(to.keys.pairwise, "handle"), grantId)
  await to.db
    .insertInto("handles")
    .values({
      ...about,
      handle_hash: hashOfSecret(handle),
      redeem_client: clientOf(place, "redeem"),
      grant_id: grantId,
      surface_id: null,
      digest: material.digest,
      fields: JSON.stringify(["坐落"]),
    })
    .execute()
  return { handle, grantId, caseId, materialId: material.id }
}
