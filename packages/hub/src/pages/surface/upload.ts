import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js"
import { DetailedError, Upload } from "tus-js-client"
import { materialHeader, uploadRules } from "@tongban/standards/words"

/** Small pieces: each arrives within the hub's time for one request, on a slow line too. */
const pieceBytes = 512 * 1024
/** Waits between tries; after the last one the person is asked. */
const waitsMs = [0, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]

export interface Uploading {
  surface: string
  requirement: string
  file: File
  headers(): Record<string, string>
  onProgress(sent: number): void
  onDone(material: string): void
  /** The code of the hub's refusal; `unavailable` where nothing answered. */
  onFault(code: string): void
}

/** One file on its way, by tus. A cut costs nothing that has arrived; nor does a reload of the frame. */
export class FileUpload {
  readonly #upload: Upload
  readonly #key: string

  constructor({ surface, requirement, file, headers, onProgress, onDone, onFault }: Uploading) {
    this.#key = `tongban-upload-${fingerprint(surface, requirement, file)}`
    this.#upload = new Upload(file, {
      endpoint: `${location.origin}/uploads`,
      uploadUrl: remembered(this.#key),
      metadata: { requirement },
      headers: headers(),
      chunkSize: pieceBytes,
      retryDelays: waitsMs,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => {
        if (this.#upload.url !== null) remember(this.#key, this.#upload.url)
      },
      onProgress,
      onSuccess: ({ lastResponse }) => {
        forget(this.#key)
        onDone(lastResponse.getHeader(materialHeader) ?? "")
      },
      onError: (error) => {
        const code = codeOf(error)
        // What the hub refused is gone there, too.
        if (code !== "unavailable") forget(this.#key)
        onFault(code)
      },
    })
  }

  /** Begins, or goes on where it was cut. What still hangs is let go of: two would send the same piece. */
  start(): void {
    void this.#upload.abort()
    this.#upload.start()
  }

  /** Gives it up, at the hub too. */
  async cancel(): Promise<void> {
    forget(this.#key)
    try {
      await this.#upload.abort(true)
    } catch {
      // The hub is away: it gives the upload up by itself after a day.
    }
  }
}

/** Why a file is refused before a byte of it is sent. */
export function refusalOf(file: File): "upload_empty" | "upload_too_large" | undefined {
  if (file.size === 0) return "upload_empty"
  return file.size > uploadRules.mostBytes ? "upload_too_large" : undefined
}

/** Tells the same file that is picked again; its name is not kept. */
const fingerprint = (surface: string, requirement: string, file: File): string => {
  const parts = [surface, requirement, file.name, String(file.size), String(file.lastModified)]
  return bytesToHex(sha256(utf8ToBytes(parts.join("\0")))).slice(0, 32)
}

function codeOf(error: unknown): string {
  const body = error instanceof DetailedError ? error.originalResponse?.getBody() : undefined
  if (body === undefined || body === "") return "unavailable"
  try {
    return (JSON.parse(body) as { code?: string }).code ?? "unavailable"
  } catch {
    // Not the hub's: a proxy's own page.
    return "unavailable"
  }
}

/** Storage that a browser withholds costs the way back after a reload, and nothing else. */
function remembered(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function remember(key: string, url: string): void {
  try {
    sessionStorage.setItem(key, url)
  } catch {
    // Withheld: this upload goes on within the page only.
  }
}

function forget(key: string): void {
  try {
    sessionStorage.removeItem(key)
  } catch {
    // Withheld: nothing was kept.
  }
}
