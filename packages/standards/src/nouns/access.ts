import * as z from "zod/mini"
import { list, text } from "./bounds.ts"
import { Basis } from "./grant.ts"
import { Digest, Id, Instant, Jws } from "./values.ts"

/**
 * One use of a paper, as the log says it (使用记录), protocol §5. Leaf data is SHA-256(salt ‖ JCS
 * (RFC 8785) of the rest); leaf hash, by which everything names the entry, is SHA-256(0x00 ‖ data).
 */
export const AccessEntry = z.object({
  v: z.literal(1),
  /** Its place in the person's own sequence, from 1. */
  subjectSeq: z.int().check(z.positive()),
  /** The leaf hash of the person's entry before it. */
  prev: z.nullable(Digest),
  at: Instant,
  /** Who used it. */
  department: Id,
  /** `system:` or `person:`, and the name that the redemption gave. */
  operator: text(120),
  /** The recipient's client. */
  recipient: Id,
  purposeCode: text(60),
  basis: Basis,
  grantHash: Digest,
  /** The fields that were used; none means the whole paper. */
  fields: list(text(60), 60),
  materialHash: Digest,
  case: Id,
  /** 32 random bytes, base64url. */
  salt: z.string().check(z.maxLength(43), z.regex(/^[A-Za-z0-9_-]{43}$/)),
})
export type AccessEntry = z.infer<typeof AccessEntry>

/**
 * The hub's signed word that an entry will stand in the log (入册承诺): a compact JWS,
 * `typ: tongban-log-promise+jwt`, of `LogPromiseClaims`.
 */
export const LogPromise = Jws.check(z.maxLength(4096))
export type LogPromise = z.infer<typeof LogPromise>

/** What a log promise says. */
export const LogPromiseClaims = z.object({
  /** The hub's origin. */
  iss: z.url().check(z.maxLength(300)),
  iat: z.int(),
  /** The leaf hash of the entry. */
  acc: Digest,
  at: Instant,
})
export type LogPromiseClaims = z.infer<typeof LogPromiseClaims>

/** What a recipient keeps of a use (使用回执): that it is in the log, by the hub's signed word. */
export const UseReceipt = z.object({
  /** The leaf hash of the access entry. */
  acc: Digest,
  logPromise: LogPromise,
  /** The id of the redemption. */
  redemption: Id,
  at: Instant,
})
export type UseReceipt = z.infer<typeof UseReceipt>

/** 32 bytes in base64 (RFC 4648 §4), as C2SP's notes write hashes. */
const Hash = z.string().check(z.maxLength(44), z.regex(/^[A-Za-z0-9+/]{43}=$/))

/** The log as it stands at one moment (检查点): C2SP tlog-checkpoint. */
export const Checkpoint = z.object({
  /** The name of the log. */
  origin: text(200),
  /** The number of its entries. */
  size: z.int().check(z.nonnegative()),
  /** The root of its tree (RFC 6962 §2.1). */
  rootHash: Hash,
  /** The signed note that says so, with the signatures of the log and its witnesses. */
  note: text(16_384),
})
export type Checkpoint = z.infer<typeof Checkpoint>

/** That an entry stands in the log (包含证明): the audit path to a checkpoint's root (RFC 6962 §2.1.1). */
export const Proof = z.object({
  /** The leaf hash of the entry. */
  acc: Digest,
  /** Its place in the log, from 0. */
  index: z.int().check(z.nonnegative()),
  /** From the leaf's sibling up. */
  path: list(Hash, 63),
  checkpoint: Checkpoint,
})
export type Proof = z.infer<typeof Proof>
