import * as z from "zod/mini"
import { clientKinds, Requirement, TimeLimit, Words } from "@tongban/standards"

const Id = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[A-Za-z0-9_-]+$/))
const Origin = z.url().check(
  z.refine((value) => URL.canParse(value) && new URL(value).origin === value, {
    error: "must be an exact origin such as https://portal.example.gov.cn",
  }),
)
const Jwk = z.looseObject({ kty: z.string(), kid: z.optional(z.string()) })

export const Department = z.strictObject({
  id: Id,
  codes: z.array(z.strictObject({ scheme: z.string(), value: z.string() })),
  name: Words,
  shortName: Words,
  parent: z.optional(Id),
  jurisdiction: z.string(),
  phone: z.optional(z.string()),
})
export type Department = z.infer<typeof Department>

/** A client of a department (protocol M0). Each kind has keys of its own. */
export const Client = z.strictObject({
  id: Id,
  department: Id,
  kind: z.enum(clientKinds),
  origins: z._default(z.array(Origin), []),
  returnUris: z._default(z.array(z.url()), []),
  /** The items it may open cases for and report on. */
  itemCodes: z._default(z.array(z.string()), []),
  transport: z.enum(["https", "http"]),
  /** portal: the client whose release key redeems what was picked there. */
  redeemedBy: z.optional(Id),
  /** portal: where logout tokens are posted (OpenID Connect Back-Channel Logout 1.0), if anywhere. */
  backChannelLogoutUri: z.optional(z.url()),
  /** redeem: the RFC 7638 thumbprint of its release key, as in the directory. */
  releaseKey: z.optional(z.string()),
  /** redeem: its public `enc` key, as in the directory: what the hub itself keeps is sealed to it. */
  sealTo: z.optional(Jwk),
  /** serve: the instance of the owner's bridge that tickets name. */
  instance: z.optional(Id),
  jwks: z.strictObject({ keys: z.array(Jwk).check(z.minLength(1)) }),
})
export type Client = z.infer<typeof Client>

export const Item = z.strictObject({
  code: z.string().check(z.minLength(1), z.maxLength(50)),
  version: z.int(),
  department: Id,
  name: Words,
  shortName: Words,
  limits: z.strictObject({ statutory: z.optional(TimeLimit), promised: z.optional(TimeLimit) }),
  window: z.optional(z.string()),
  /** What the papers are used for; a page never says it. */
  purpose: Words,
  basis: z.enum(["consent"]),
  requirements: z.array(Requirement).check(z.minLength(1)),
})
export type Item = z.infer<typeof Item>

export const RegistryFile = z.strictObject({
  departments: z.array(Department),
  clients: z.array(Client),
  items: z.array(Item),
  /** The department that keeps what citizens upload: whoever runs the hub. Without it nothing is uploaded. */
  uploads: z.optional(z.strictObject({ department: Id })),
})
export type RegistryFile = z.infer<typeof RegistryFile>

/** An invented person of the sandbox login. */
export const Persona = z.strictObject({
  key: Id,
  name: z.string(),
  en: z.optional(z.string()),
  idType: z.enum(["111"]),
  idNumber: z.string(),
  assurance: z.strictObject({ level: z.int(), scheme: z.string(), value: z.string() }),
  about: Words,
})
export type Persona = z.infer<typeof Persona>

export const PersonasFile = z.strictObject({ personas: z.array(Persona).check(z.minLength(1)) })
