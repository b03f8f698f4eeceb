import { createHash, randomUUID } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { TestContext } from "node:test"
import { calculateJwkThumbprint, compactDecrypt, importJWK, SignJWT } from "jose"
import type { JWK } from "jose"
import type { PrivateJwk } from "@tongban/sdk/client-auth"
import { signDirectory } from "@tongban/sdk/directory"
import type { ServeConfig } from "../../src/config.ts"
import { newListeners } from "../../src/listeners.ts"
import { serveOwner } from "../../src/serve/owner.ts"
import { openState } from "../../src/state.ts"
import { newFolder } from "./folder.ts"
import { newKeys } from "./keys.ts"
import type { KeyPair } from "./keys.ts"
import { freePort } from "./port.ts"

export const hubOrigin = "http://localhost:4400"
export const paperRef = "zrzy-7004"
export const paperText = "样例文件 m04 不动产权证书\n仅供沙盒使用,无任何效力。\n"
export const paperDigest = createHash("sha256").update(paperText).digest("hex")

/** 内部编号,x in GB18030: the export's real first column. */
const gb18030Header = Buffer.from([
  0xc4, 0xda, 0xb2, 0xbf, 0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0x78, 0x0d, 0x0a,
])

/** What a wrong ticket or proof differs in from a right one. */
export interface Forgery {
  /** Signs the ticket instead of the hub. */
  signer?: JWK
  header?: Record<string, string | undefined>
  claims?: Record<string, unknown>
  promise?: { signer?: JWK; header?: Record<string, string>; claims?: Record<string, unknown> }
  /** `none`: no proof is sent at all. */
  proof?:
    | { signer?: KeyPair; header?: Record<string, unknown>; claims?: Record<string, unknown> }
    | "none"
}

export interface OwnerWorld {
  folder: string
  config: ServeConfig
  hubKeys: { ticket: KeyPair; log: KeyPair }
  recipient: { sig: KeyPair; enc: KeyPair }
  /** In the directory, revoked. */
  revoked: { sig: KeyPair; enc: KeyPair }
  /** In the directory, active: another department. */
  other: { sig: KeyPair; enc: KeyPair }
  ownerKey: KeyPair
  /** Writes the directory; the recipient may be revoked in it, another root may have signed it. */
  writeDirectory(
    version: number,
    changes?: { signer?: PrivateJwk; revoked?: boolean },
  ): Promise<void>
  writeIndex(refs: readonly string[]): void
  /** A signed ticket, and the headers that present it. */
  ticket(forgery?: Forgery): Promise<Record<string, string>>
  /** A bridge in this process, closed after the test; another one of the same instance has its own port and state. */
  start(say?: (message: string) => void, place?: { port: number; state: string }): Promise<Bridge>
  /** The lines of the owner's own log. */
  logLines(): Record<string, string>[]
}

export interface Bridge {
  url: string
  deliver(headers: Record<string, string>): Promise<Response>
  close(): Promise<void>
}

/** An owner of one paper, its hub's keys and three recipients. The hub is somebody else: only its keys are here. */
export async function ownerWorld(t: TestContext): Promise<OwnerWorld> {
  const folder = newFolder(t)
  const party = async () => ({ sig: await newKeys(), enc: await newKeys() })
  const [root, ticket, log, ownerKey, ownerEnc] = await Promise.all([
    newKeys(),
    newKeys(),
    newKeys(),
    newKeys(),
    newKeys(),
  ])
  const [recipient, revoked, other] = await Promise.all([party(), party(), party()])
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const at = (name: string) => join(folder, name)

  mkdirSync(at("papers"))
  writeFileSync(at(`papers/${paperRef}.txt`), paperText)
  writeFileSync(at("secret.txt"), "a file beside the folder")
  const writeIndex = (refs: readonly string[]) => {
    const rows = refs.map((ref) => `${ref},1\r\n`).join("")
    writeFileSync(at("index.csv"), Buffer.concat([gb18030Header, Buffer.from(rows)]))
  }
  writeIndex([paperRef, "zrzy-7005"])
  writeFileSync(at("root.json"), JSON.stringify(root.public))
  writeFileSync(at("sig.json"), JSON.stringify(ownerKey.own))

  const writeDirectory: OwnerWorld["writeDirectory"] = async (version, changes = {}) => {
    const entry = (department: string, client: string, keys: { sig: KeyPair; enc: KeyPair }) => ({
      department,
      client,
      instance: `${department}-1`,
      sig: keys.sig.public,
      enc: keys.enc.public,
      status: "active" as const,
    })
    const entries = [
      { ...entry("zrzy", "zrzy-serve", { sig: ownerKey, enc: ownerEnc }), url },
      {
        ...entry("scjg", "scjg-redeem", recipient),
        status: changes.revoked === true ? ("revoked" as const) : ("active" as const),
      },
      entry("wjj", "wjj-redeem", other),
      { ...entry("rsj", "rsj-redeem", revoked), status: "revoked" as const },
    ]
    const content = { version, entries, hub: { ticketKey: ticket.public, logKey: log.public } }
    writeFileSync(at("directory.jws"), await signDirectory(content, changes.signer ?? root.own))
  }
  await writeDirectory(5)

  const config: ServeConfig = {
    listen: { host: "127.0.0.1", port },
    client: "zrzy-serve",
    instance: "zrzy-1",
    hub: hubOrigin,
    directory: { file: at("directory.jws"), rootKey: at("root.json") },
    key: at("sig.json"),
    papers: {
      index: at("index.csv"),
      encoding: "gb18030",
      refColumn: "内部编号",
      folder: at("papers"),
      ending: ".txt",
    },
  }

  return {
    folder,
    config,
    hubKeys: { ticket, log },
    recipient,
    revoked,
    other,
    ownerKey,
    writeDirectory,
    writeIndex,
    async ticket(forgery = {}) {
      const now = Math.floor(Date.now() / 1000)
      const acc = createHash("sha256").update(randomUUID()).digest("hex")
      const promise = forgery.promise ?? {}
      const logPromise = await signed(
        promise.signer ?? log.own,
        { typ: "tongban-log-promise+jwt", kid: log.own.kid, ...promise.header },
        { iss: hubOrigin, acc, at: new Date().toISOString(), iat: now, ...promise.claims },
      )
      const jws = await signed(
        forgery.signer ?? ticket.own,
        { typ: "tongban-ticket+jwt", kid: ticket.own.kid, ...forgery.header },
        {
          iss: hubOrigin,
          aud: "zrzy-serve",
          ins: "zrzy-1",
          iat: now,
          exp: now + 60,
          jti: randomUUID(),
          ref: paperRef,
          dig: paperDigest,
          rcp: "scjg-redeem",
          cnf: { jkt: await calculateJwkThumbprint(recipient.sig.public) },
          item: "11370699XY000011934370199001001",
          case: "case-1",
          purpose: "办理食品经营许可",
          fields: ["坐落"],
          acc,
          form: "original",
          mediaType: "text/plain; charset=utf-8",
          provider: "澄湾市自然资源和规划局",
          recipient: "澄湾市市场监督管理局",
          grade: "A",
          logPromise,
          ...forgery.claims,
        },
      )
      const headers = { authorization: `DPoP ${jws}` }
      if (forgery.proof === "none") return headers
      const { signer = recipient.sig, header, claims } = forgery.proof ?? {}
      const { kty, crv, x, y } = signer.public
      const dpop = await signed(
        signer.own,
        { typ: "dpop+jwt", jwk: { kty, crv, x, y }, ...header },
        {
          htm: "POST",
          htu: `${url}/v1/deliveries`,
          ath: createHash("sha256").update(jws).digest("base64url"),
          jti: randomUUID(),
          iat: now,
          ...claims,
        },
      )
      return { ...headers, dpop }
    },
    async start(say = () => undefined, place = { port, state: "state" }) {
      const state = openState(at(place.state))
      let open = true
      const listeners = newListeners()
      const { app } = listeners.at({ ...config.listen, port: place.port }, "serve.listen")
      const owner = await serveOwner(config, at(place.state), state, say, app).catch(
        (error: unknown) => {
          state.close()
          throw error
        },
      )
      await listeners.open()
      const close = async () => {
        if (!open) return
        open = false
        await listeners.close()
        await owner.close()
        state.close()
      }
      t.after(close)
      return {
        url,
        deliver: (headers) =>
          fetch(`http://127.0.0.1:${place.port}/v1/deliveries`, {
            method: "POST",
            headers,
            redirect: "error",
          }),
        close,
      }
    },
    logLines() {
      const file = at("state/deliveries.jsonl")
      if (!existsSync(file)) return []
      const lines = readFileSync(file, "utf8").split("\n").filter(Boolean)
      return lines.map((line) => JSON.parse(line) as Record<string, string>)
    },
  }
}

async function signed(
  key: JWK,
  header: Record<string, unknown>,
  claims: Record<string, unknown>,
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "ES256", ...header })
    .sign(await importJWK(key, "ES256"))
}

/** What a recipient reads of a sealed paper. */
export async function unsealed(content: string, key: KeyPair): Promise<string> {
  const { plaintext } = await compactDecrypt(content, await importJWK(key.own, "ECDH-ES+A256KW"))
  return new TextDecoder().decode(plaintext)
}
