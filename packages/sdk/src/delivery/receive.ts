import { compactDecrypt, decodeJwt, jwtVerify } from "jose"
import type { JWK } from "jose"
import { Delivered, hubOwner, ProvenanceClaims } from "@tongban/standards"
import type { Redemption, UseReceipt } from "@tongban/standards"
import { deliver } from "@tongban/standards/contract/owner"
import type { ClientAuth } from "../client-auth/client-auth.ts"
import { requireSecure } from "../client-auth/server.ts"
import type { PrivateJwk } from "../client-auth/keys.ts"
import { isProblemError, ProblemError, problemFrom } from "../client/errors.ts"
import type { Directory } from "../directory/directory.ts"

/** What a recipient holds beside its client's keys. */
export interface DeliveryKeys {
  directory: Directory
  /** The private half of the recipient's `enc` key in the directory. */
  decryptionKey: PrivateJwk
}

/** What came for a handle: a paper, or the promise to supply it later. */
export type Received = ReceivedPaper | PromisedPaper

/** A promise to supply a paper later (容缺后补): it stands with the case, and no paper came. */
export interface PromisedPaper {
  status: "promised"
  requirement: string
  caseId: string
  /** The last day to supply it, `YYYY-MM-DD`. */
  dueOn: string
}

/** A redeemed paper: its bytes, or why they are still owed. The use is in the log either way. */
export type ReceivedPaper = {
  requirement: string
  caseId: string
  material: Redemption["material"]
  useReceipt: UseReceipt
} & (
  | { status: "delivered"; bytes: Uint8Array; provenance: string }
  | { status: "owed"; problem: ProblemError }
)

export interface Receiving extends DeliveryKeys {
  auth: Pick<ClientAuth, "prove">
  /** The hub's origin: issuer of log promises. */
  issuer: string
  /** Fetches what the hub itself keeps. */
  fromHub(redemptionId: string): Promise<Delivered>
}

/** The most bytes of an answer: a sealed paper of 20 MB with room. */
const longestAnswer = 32 * 1024 * 1024
const deadlineMs = 30_000

/** Fetches a redeemed paper from its owner and checks it (protocol M11–M13). Never throws for the other side. */
export async function receive(redemption: Redemption, by: Receiving): Promise<ReceivedPaper> {
  const { requirement, caseId, material, acc, logPromise, id, at } = redemption
  const known = {
    requirement,
    caseId,
    material,
    useReceipt: { acc, logPromise, redemption: id, at },
  }
  try {
    await checkPromise(redemption, by)
    const { key, provenance, content } = await given(redemption, by)
    const bytes = await unseal(content, by.decryptionKey)
    await checkProvenance(provenance, redemption, bytes, key)
    return { ...known, status: "delivered", bytes, provenance }
  } catch (error) {
    if (error instanceof ProblemError) return { ...known, status: "owed", problem: error }
    throw error
  }
}

/** The hub's word that the use will stand in the log, under the key that the directory pins. */
async function checkPromise(
  { acc, logPromise }: Redemption,
  { directory, issuer }: Receiving,
): Promise<void> {
  try {
    const { payload } = await jwtVerify(logPromise, directory.hub.logKey as JWK, {
      algorithms: ["ES256"],
      typ: "tongban-log-promise+jwt",
      issuer,
    })
    if (payload["acc"] !== acc) throw new Error("it promises another entry")
  } catch (cause) {
    throw untrusted("the log promise does not verify", cause)
  }
}

/** What the owner gives out, and the key of the directory that must have signed for it. */
async function given(redemption: Redemption, by: Receiving): Promise<Delivered & { key: JWK }> {
  const { owner, ticket, id } = redemption
  if (owner.client === hubOwner) {
    const key = by.directory.hub.provenanceKey
    if (key === undefined) throw untrusted("the directory has no key for what the hub keeps")
    return { key: key as JWK, ...(await askHub(id, by)) }
  }
  const entry = by.directory.entryOf(owner.client, owner.instance)
  if (entry?.url === undefined) throw untrusted("the owner is not in the directory")
  return { key: entry.sig as JWK, ...(await ask(entry.url, ticket, by.auth)) }
}

async function askHub(id: string, { fromHub }: Receiving): Promise<Delivered> {
  let answer: unknown
  try {
    answer = await fromHub(id)
  } catch (cause) {
    if (isProblemError(cause)) throw cause
    throw new ProblemError({ code: "owner_away", status: 502, cause })
  }
  return checked(answer)
}

/** Asks the owner's bridge: at the directory's address only, no redirect, a bounded answer. */
async function ask(base: string, ticket: string, auth: Receiving["auth"]) {
  requireSecure(base, "an owner's address")
  const url = new URL(deliver.path, base).href
  let text: string
  let status: number
  try {
    const response = await fetch(url, {
      method: deliver.method,
      headers: {
        authorization: `DPoP ${ticket}`,
        dpop: await auth.prove(deliver.method, url, ticket),
      },
      redirect: "error",
      signal: AbortSignal.timeout(deadlineMs),
    })
    status = response.status
    text = await bounded(response)
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause
    throw new ProblemError({ code: "owner_away", status: 502, cause })
  }
  if (status !== 200) throw problemFrom(status, parsed(text))
  return checked(parsed(text))
}

function checked(answer: unknown): Delivered {
  const result = Delivered.safeParse(answer)
  if (!result.success) throw untrusted("the answer is not as the contract says")
  return result.data
}

async function bounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > longestAnswer) throw untrusted("the answer is too large")
    chunks.push(chunk)
  }
  return new TextDecoder().decode(await new Blob(chunks as BlobPart[]).arrayBuffer())
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: judged by its status, or refused by the schema.
    return undefined
  }
}

async function unseal(content: string, key: PrivateJwk): Promise<Uint8Array> {
  try {
    const { plaintext } = await compactDecrypt(content, key, {
      keyManagementAlgorithms: ["ECDH-ES+A256KW"],
      contentEncryptionAlgorithms: ["A256GCM"],
    })
    return plaintext
  } catch (cause) {
    throw untrusted("the paper is not sealed to this recipient", cause)
  }
}

/** The owner's signed word of what it gave out: this use, the registered paper, these bytes. */
async function checkProvenance(
  provenance: string,
  { acc, material, form }: Redemption,
  bytes: Uint8Array,
  key: JWK,
): Promise<void> {
  try {
    await jwtVerify(provenance, key, {
      algorithms: ["ES256"],
      typ: "tongban-provenance+jwt",
    })
  } catch (cause) {
    throw untrusted("the provenance is not signed by the owner", cause)
  }
  const claims = ProvenanceClaims.safeParse(decodeJwt(provenance))
  if (!claims.success) throw untrusted("the provenance lacks what it must say")
  const said = claims.data
  const out = hex(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)))
  if (said.acc !== acc) throw untrusted("the provenance is of another use")
  if (said.src !== material.digest) throw untrusted("the paper is not the registered one")
  if (said.out !== out) throw untrusted("the bytes are not those that the owner signed for")
  if (said.form !== form) throw untrusted("the paper has another form than was granted")
  if (form === "original" && said.src !== said.out)
    throw untrusted("the original is not the registered paper")
  if (form !== "original" && (said.src === said.out || !isMarkOf(said.watermark, acc)))
    throw untrusted("the copy carries no watermark of this use")
}

/** A watermark's id is the beginning of the access entry that it names. */
const isMarkOf = (watermark: string | undefined, acc: string): boolean =>
  watermark?.length === 12 && acc.startsWith(watermark)

const hex = (buffer: ArrayBuffer): string =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("")

const untrusted = (why: string, cause?: unknown): ProblemError =>
  new ProblemError({ code: "delivery_untrusted", status: 502, params: { why }, cause })
