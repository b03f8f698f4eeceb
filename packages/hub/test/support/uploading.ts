import assert from "node:assert/strict"
import { createHash, randomBytes } from "node:crypto"
import type { CitizenSession } from "./citizen-session.ts"
import type { HubWorld } from "./hub-world.ts"
import { item } from "./hub-settings.ts"

/** What must never be read on the disk. */
export const marker = "PLAINTEXT-OF-AN-INVENTED-PERSON"

/** A file that is a PDF by its content, full of the marker. */
export function pdf(size: number): Buffer {
  const head = Buffer.from(`%PDF-1.7\n${marker.repeat(3)}\n`)
  const rest = randomBytes(Math.max(0, size - head.length - marker.length))
  return Buffer.concat([head, rest, Buffer.from(marker)]).subarray(0, size)
}

export const digestOf = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex")

const metadata = (requirement: string) =>
  `requirement ${Buffer.from(requirement).toString("base64")}`

/** A surface with its token: everything that an upload needs. */
export async function surfaceFor(
  citizen: CitizenSession,
  requirements = [item.selfMade],
): Promise<{ id: string; token: string; draft: string }> {
  const draft = (await citizen.openDraft()).id
  const { id } = await citizen.openSurface(draft, requirements)
  return { id, token: await citizen.surfaceToken(id), draft }
}

/** Speaks tus 1.0 by hand, as anybody may. */
export class RawTus {
  readonly #world: HubWorld
  readonly #token: string

  constructor(world: HubWorld, token: string) {
    this.#world = world
    this.#token = token
  }

  begin(length: number, requirement = item.selfMade): Promise<Response> {
    return this.send("POST", "/uploads", {
      "upload-length": String(length),
      "upload-metadata": metadata(requirement),
    })
  }

  /** Begins, and answers the upload's path. */
  async begun(length: number): Promise<string> {
    const response = await this.begin(length)
    assert.equal(response.status, 201, await response.text())
    return new URL(response.headers.get("location") ?? "").pathname
  }

  patch(path: string, offset: number, bytes: Uint8Array): Promise<Response> {
    return this.send("PATCH", path, patchHeaders(offset), bytes)
  }

  async offset(path: string): Promise<number> {
    const response = await this.send("HEAD", path)
    assert.equal(response.status, 200)
    return Number(response.headers.get("upload-offset"))
  }

  send(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: Uint8Array,
  ): Promise<Response> {
    return fetch(this.#world.origin + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, "tus-resumable": "1.0.0", ...headers },
      ...(body && { body: new Uint8Array(body) }),
    })
  }

  /** A whole upload; answers the material that it became. */
  async whole(bytes: Uint8Array): Promise<string> {
    const response = await this.patch(await this.begun(bytes.length), 0, bytes)
    assert.equal(response.status, 204, await response.text())
    return response.headers.get("tongban-material") ?? ""
  }
}

export const patchHeaders = (offset: number) => ({
  "content-type": "application/offset+octet-stream",
  "upload-offset": String(offset),
})

/** The code of a refusal. */
export async function codeOf(response: Response): Promise<string | undefined> {
  return ((await response.json()) as { code?: string }).code
}
