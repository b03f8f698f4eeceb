import * as z from "zod/mini"
import * as standards from "@tongban/standards"
import { Id, TimeLimit, Words, YearArrangement } from "@tongban/standards"

const Jwk = z.looseObject({ kty: z.string(), kid: z.optional(z.string()) })

export const Department = z.strictObject(standards.Department.shape)
export type Department = z.infer<typeof Department>

/** A client of a department (protocol M0). Each kind has keys of its own. */
export const Client = z.strictObject({
  ...standards.Client.shape,
  origins: z._default(standards.Client.shape.origins, []),
  itemCodes: z._default(standards.Client.shape.itemCodes, []),
  returnUris: z._default(z.array(z.url()), []),
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
  ...standards.ServiceItem.shape,
  department: Id,
  limits: z.strictObject({ statutory: z.optional(TimeLimit), promised: z.optional(TimeLimit) }),
  /** What the papers are used for; a page never says it. */
  purpose: Words,
  basis: z.enum(["consent"]),
  requirements: standards.ServiceItem.shape.requirements.check(z.minLength(1)),
})
export type Item = z.infer<typeof Item>

export const RegistryFile = z.strictObject({
  departments: z.array(Department),
  clients: z.array(Client),
  items: z.array(Item),
  /** The department that keeps what citizens upload: whoever runs the hub. Without it nothing is uploaded. */
  uploads: z.optional(z.strictObject({ department: Id })),
  /** Holidays of years that `publishedArrangement` does not know yet, or has wrong. */
  holidays: z.optional(z.array(YearArrangement)),
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
