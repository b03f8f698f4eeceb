import { DetailedError, Upload as TusUpload } from "tus-js-client"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js"
import type { upload as operation } from "@tongban/standards"
import { materialHeader } from "@tongban/standards/words"
import {
  AbortedError,
  DriftError,
  isAuthRequiredError,
  isProblemError,
  NetworkError,
  problemFrom,
} from "../client/errors.ts"
import type { KeyStorage } from "../client/kept-keys.ts"
import { routeTo } from "../client/route.ts"
import { Elsewhere, fetchStack } from "./fetch-stack.ts"
import { PieceSize } from "./piece-size.ts"
import { newSha256 } from "./sha256.ts"
import { HashedSource } from "./source.ts"
import type { Uploadable } from "./source.ts"

const route = routeTo<typeof operation>()({
  id: "surface.upload",
  method: "POST",
  path: "/uploads",
})

/** Waits between tries of a piece; each piece that arrives begins them anew. */
const waitsMs = [0, 500, 1_000, 2_000, 4_000, 8_000]

/** A page's `fetch` sends what flows by HTTP/2 alone, if at all. */
const fetchFlows = "process" in globalThis && !("document" in globalThis)

/** What an upload is begun with. */
export interface UploadOptions {
  /** The hub's origin. */
  hub: string
  /** For which requirement of the surface. */
  requirement: string
  /** The headers by which whoever uploads is known, for one request. */
  authorize(method: string, url: string): Promise<Record<string, string>> | Record<string, string>
  /** Bytes; needed for all but a `Blob`, which tells. */
  size?: number
  /** Keeps the upload's address, so that it goes on after a reload. */
  storage?: KeyStorage
  /** Tells the same file after a reload; needed for all but a `File`, which has a name. */
  fingerprint?: string
  /** Told with each piece that has arrived. */
  onProgress?(sent: number, size: number): void
  /** Ends it here; what has arrived stays at the hub. */
  signal?: AbortSignal
  /** Used instead of the global one. */
  fetch?: typeof globalThis.fetch
}

/** A file that has arrived whole. */
export interface Uploaded {
  /** The id of the material that it became. */
  material: string
  /** SHA-256 of the whole file in lower-case hexadecimal; the hub has found the same. */
  sha256: string
  size: number
}

/** A file on its way. */
export interface Upload {
  /**
   * Settles when the file has arrived, or cannot.
   *
   * @throws {ProblemError} the hub's refusal
   * @throws {NetworkError} all tries failed; begun again with the same storage it goes on
   * @throws {AbortedError} the signal's, or `cancel`
   */
  readonly done: Promise<Uploaded>
  /** Lets go of the line; what has arrived stays. */
  pause(): void
  /** Goes on where it was. */
  resume(): void
  /** Gives it up, at the hub too. */
  cancel(): Promise<void>
}

/**
 * Uploads a file by tus 1.0. It is read once and hashed on its way, in constant memory; the hub refuses it where its own
 * digest is another one. After a reload, the part that the hub has is read again and not sent: its
 * digest must be that of the file as it is now.
 *
 * @throws {TypeError} where `size` is needed and not given
 *
 * @example
 * ```ts
 * import { startUpload } from "@tongban/sdk/upload"
 *
 * export async function send(file: File, token: string) {
 *   const upload = startUpload(file, {
 *     hub: "https://hub.example.gov.cn",
 *     requirement: "layout-plan",
 *     authorize: () => ({ authorization: `Bearer ${token}` }),
 *     storage: sessionStorage,
 *     onProgress: (sent, size) => console.log(sent, size),
 *   })
 *   return (await upload.done).material
 * }
 * ```
 */
export function startUpload(file: Uploadable, options: UploadOptions): Upload {
  const { hub, requirement, signal, fetch = globalThis.fetch } = options
  const size = file instanceof Blob ? file.size : options.size
  if (size === undefined) throw new TypeError("only a `Blob` tells its size: give `size`")
  const source = new HashedSource(file, size)
  const pieces = new PieceSize(source.canGoBack && fetchFlows)
  const memory = remembered(file, size, options)
  const origin = new URL(hub).origin
  const line = trackedLine(fetch)
  const settled = newSettling()
  let sentAt = 0

  const fail = (error: unknown) => {
    settled.reject(error)
  }
  const tus = new TusUpload(file as Blob, {
    endpoint: new URL(route.path, hub).href,
    metadata: { requirement },
    chunkSize: pieces.bytes,
    retryDelays: waitsMs,
    storeFingerprintForResuming: false,
    fingerprint: () => Promise.resolve(""),
    fileReader: { openFile: () => Promise.resolve(source) },
    httpStack: fetchStack(line.fetch, origin),
    async onBeforeRequest(request) {
      const headers = await options.authorize(request.getMethod(), request.getURL())
      for (const [name, value] of Object.entries(headers)) request.setHeader(name, value)
      // What is read ahead may be the last piece: only what ends the file is said to be whole.
      const { digest } = source
      if (digest !== undefined && request.getMethod() !== "POST")
        request.setHeader("repr-digest", `sha-256=:${base64(digest)}:`)
      sentAt = performance.now()
    },
    onUploadUrlAvailable() {
      if (tus.url !== null) memory.keep(tus.url).catch(fail)
    },
    onProgress: (sent) => options.onProgress?.(sent, size),
    onChunkComplete(bytes) {
      pieces.arrived(bytes, performance.now() - sentAt)
      tus.options.chunkSize = pieces.bytes
    },
    onShouldRetry(error) {
      pieces.lost()
      tus.options.chunkSize = pieces.bytes
      return source.fault === undefined && isTransient(error)
    },
    onSuccess({ lastResponse }) {
      const { digest } = source
      const whole = digest === undefined ? source.readOn() : Promise.resolve(digest)
      Promise.all([whole, memory.forget()]).then(([bytes]) => {
        settled.resolve({
          material: lastResponse.getHeader(materialHeader) ?? "",
          sha256: bytesToHex(bytes),
          size,
        })
      }, fail)
    },
    onError(error) {
      const told = source.fault ?? inKind(error, origin)
      const isOver = isProblemError(told) && !isAuthRequiredError(told) && told.status < 500
      ;(isOver ? memory.forget() : Promise.resolve()).then(() => {
        fail(told)
      }, fail)
    },
  })

  let isFound = false
  let isPaused = false
  let isRunning = false
  const begin = () => {
    if (!isFound || isPaused || isRunning) return
    isRunning = true
    tus.start()
  }
  const pause = () => {
    isPaused = true
    isRunning = false
    void tus.abort()
  }
  const stop = (cause: unknown) => {
    pause()
    fail(new AbortedError(cause))
  }
  const abort = () => {
    stop(signal?.reason)
  }
  if (signal?.aborted === true) abort()
  signal?.addEventListener("abort", abort)
  memory.find().then((url) => {
    tus.options.uploadUrl = url
    isFound = true
    begin()
  }, fail)

  return {
    done: settled.promise,
    pause,
    resume() {
      if (!isPaused) return
      isPaused = false
      // What was let go of must have failed before: its failure would end what begins here.
      void line.idle().then(begin)
    },
    async cancel() {
      stop("cancelled")
      await line.idle()
      await memory.forget()
      await tus.abort(true)
    },
  }
}

function newSettling() {
  let resolve: (uploaded: Uploaded) => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const promise = new Promise<Uploaded>((done, failed) => {
    resolve = done
    reject = failed
  })
  // It may be asked for later than it failed.
  promise.catch(() => undefined)
  return { promise, resolve, reject }
}

/** A `fetch` that tells when nothing is on its way any more, and its failure has been heard. */
function trackedLine(fetch: typeof globalThis.fetch) {
  let last: Promise<unknown> = Promise.resolve()
  const tracked: typeof globalThis.fetch = (...request) => {
    const response = fetch(...request)
    last = response.catch(() => undefined)
    return response
  }
  const idle = async () => {
    await last
    await new Promise((heard) => setTimeout(heard, 0))
  }
  return { fetch: tracked, idle }
}

/** The address of an upload under the fingerprint of its file. Nothing readable of the file is kept. */
function remembered(file: Uploadable, size: number, options: UploadOptions) {
  const { storage, hub, requirement } = options
  const named = file instanceof File ? `${file.name}\0${file.lastModified}` : undefined
  const fingerprint = options.fingerprint ?? named
  const hash = newSha256()
  hash.update(utf8ToBytes([hub, requirement, size, fingerprint].join("\0")))
  const key = `tongban-upload-${bytesToHex(hash.digest()).slice(0, 32)}`
  const kept = fingerprint === undefined ? undefined : storage
  return {
    find: async () => (await kept?.getItem(key)) ?? null,
    keep: async (url: string) => kept?.setItem(key, url),
    forget: async () => kept?.removeItem(key),
  }
}

/** What a later try may mend: the line, the other side's state, or a lock on the upload. */
function isTransient(error: Error): boolean {
  if (!(error instanceof DetailedError) || error.causingError instanceof Elsewhere) return false
  const status = error.originalResponse?.getStatus()
  return status === undefined || status >= 500 || [408, 409, 423, 429].includes(status)
}

function inKind(error: Error, origin: string): unknown {
  // What the caller's own file or headers fail with is theirs.
  if (!(error instanceof DetailedError)) return error
  const { originalResponse: response, causingError } = error
  if (causingError instanceof Elsewhere)
    return new DriftError(
      { operation: route.id, issues: [{ path: "", message: causingError.message }] },
      error,
    )
  if (response === null) return new NetworkError(origin, causingError ?? error)
  const requestId = response.getHeader("x-request-id")
  return problemFrom(response.getStatus(), parsed(response.getBody()), { requestId, cause: error })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A proxy's own page: the status tells.
    return undefined
  }
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
