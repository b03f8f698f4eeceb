import type { Readable } from "node:stream"
import { DataStore, Server, Upload } from "@tus/server"
import type { FastifyInstance, FastifyRequest } from "fastify"
import { upload as operation } from "@tongban/standards"
import { materialHeader } from "@tongban/standards/words"
import type { Services } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"
import type { Registrar } from "../http/register.ts"
import { mustBe } from "../policy/must-be.ts"
import { authorize } from "../policy/policy.ts"
import type { Of } from "../policy/principal.ts"
import { newId } from "../store/ids.ts"
import type { Database } from "../store/database.ts"
import type { UploadRow } from "../store/tables.ts"
import { spanned } from "../telemetry/tracing.ts"
import { begin } from "./begin.ts"
import { bodyOf } from "./body.ts"
import { ownUpload } from "./find.ts"
import { finish, forget } from "./finish.ts"
import type { Vault } from "./vault.ts"

export interface UploadsParts
  extends
    Pick<Registrar, "db" | "authenticate">,
    Pick<
      Services,
      "origin" | "registry" | "items" | "personKeys" | "vault" | "uploadBytes" | "now"
    > {}

interface Calling {
  surface: Of<"surface">
  at: Date
}

const { path } = operation

/**
 * Uploads by tus 1.0. The protocol is the library's; who may, what is taken and how it is kept is ours.
 * Its own refusals keep its own form, ours are problems.
 */
export async function serveUploads(app: FastifyInstance, parts: UploadsParts): Promise<void> {
  const { db, now } = parts
  const tus = tusServer(parts)

  const surfaceOf = async (request: FastifyRequest, at: Date) => {
    const principal = await parts.authenticate(request, operation, at)
    const refusal = authorize(operation, principal)
    if (refusal !== undefined) throw new Problem(refusal)
    return mustBe("surface", principal)
  }

  await app.register((scope, _, done) => {
    scope.removeAllContentTypeParsers()
    // The body stays a stream: the library reads it.
    scope.addContentTypeParser("*", (_request, _payload, parsed) => {
      parsed(null)
    })
    scope.route({
      method: ["POST", "HEAD", "PATCH", "DELETE"],
      url: `${path}/:uploadId?`,
      config: { operation: operation.id },
      handler: spanned(operation, async (request, reply) => {
        const at = now()
        const surface = await surfaceOf(request, at)
        request.caller = surface
        const { uploadId } = request.params as { uploadId?: string }
        if ((uploadId === undefined) !== (request.method === "POST")) throw new Problem("not_found")
        if (uploadId !== undefined) await ownUpload(db, surface, uploadId, at)

        const answer = await tus.answer(request, { surface, at })
        const id = uploadId ?? answer.headers.get("location")?.split("/").pop()
        const material =
          answer.ok && id !== undefined && request.method !== "DELETE"
            ? await finish(parts, await ownUpload(db, surface, id, at), at, digestOf(request))
            : undefined
        return reply
          .code(answer.status)
          .headers(Object.fromEntries(answer.headers))
          .headers({
            "cache-control": "no-store",
            ...(material !== undefined && { [materialHeader]: material }),
          })
          .send(answer.body === null ? undefined : await answer.text())
      }),
    })
    done()
  })
}

/** SHA-256 of the whole file, in hexadecimal, as its sender says (RFC 9530); undefined where it does not. */
function digestOf({ headers }: FastifyRequest): string | undefined {
  const said = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):/.exec(String(headers["repr-digest"] ?? ""))
  return said?.[1] && Buffer.from(said[1], "base64").toString("hex")
}

/** The library, with our store behind it. Answers a request; what we refused in between is thrown. */
function tusServer(parts: UploadsParts) {
  const { origin, personKeys } = parts
  const callers = new WeakMap<Request, Calling>()
  const refusals = new WeakMap<Request, Error>()
  const callingOf = (request: Request): Calling => {
    const calling = callers.get(request)
    if (calling === undefined) throw new Error("the upload protocol asks about a request not ours")
    return calling
  }

  const server = new Server({
    path,
    datastore: new SealedStore(parts),
    // No page of another origin has a surface's token.
    allowedOrigins: [origin],
    disableTerminationForFinishedUploads: true,
    namingFunction: (request) => {
      const { surface, at } = callingOf(request)
      return newId(personKeys.pairwise, surface.personId, at)
    },
    // Behind a proxy the request's own host is not the hub's.
    generateUrl: (_, { id }) => `${origin}${path}/${id}`,
    async onUploadCreate(request, { id, size = 0, metadata }) {
      const { surface, at } = callingOf(request)
      const { personId, surfaceId } = surface
      const requirement = metadata?.["requirement"] ?? ""
      await begin(parts, { id, personId, surfaceId, requirement, length: size, at })
      return {}
    },
    onResponseError(request, error) {
      // The library's own refusals are no `Error`s.
      if (error instanceof Error) refusals.set(request, error)
      return undefined
    },
  })

  return {
    async answer({ raw }: FastifyRequest, calling: Calling): Promise<Response> {
      const hasBody = raw.method === "PATCH" || raw.method === "POST"
      const request = new Request(new URL(raw.url ?? path, origin), {
        method: raw.method ?? "HEAD",
        headers: new Headers(
          Object.entries(raw.headers).map(
            ([name, each]) => [name, String(each)] as [string, string],
          ),
        ),
        ...(hasBody && { body: bodyOf(raw), duplex: "half" }),
      })
      callers.set(request, calling)
      const response = await server.handleWeb(request)
      const refusal = refusals.get(request)
      if (refusal !== undefined) throw refusal
      return response
    },
  }
}

/** The library's view of our uploads. The caller was found to own them before it is asked. */
class SealedStore extends DataStore {
  override extensions = ["creation", "creation-with-upload", "termination"]
  readonly #db: Database
  readonly #vault: Vault

  constructor({ db, vault }: Pick<UploadsParts, "db" | "vault">) {
    super()
    this.#db = db
    this.#vault = vault
  }

  /** Its row stands already: `begin` has written it. */
  override create(upload: Upload): Promise<Upload> {
    return Promise.resolve(upload)
  }

  /** How much has come is the file's own size: no second note of it could go astray. */
  override async getUpload(id: string): Promise<Upload> {
    const row = await this.#row(id)
    const { length, requirement, material_id } = row
    const offset = material_id === null ? (await this.#vault.standing(row)).arrived : length
    return new Upload({ id, size: length, offset, metadata: { requirement } })
  }

  override async write(stream: Readable, id: string): Promise<number> {
    return this.#vault.append(await this.#row(id), stream)
  }

  override async remove(id: string): Promise<void> {
    await forget(this.#db, this.#vault, await this.#row(id))
  }

  async #row(id: string): Promise<UploadRow> {
    const row = await this.#db
      .selectFrom("uploads")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst()
    if (row === undefined) throw new Problem("not_found")
    return row
  }
}
