import { isProblemError } from "./errors.ts"
import type { ProblemError } from "./errors.ts"

/** Where keys are kept: `localStorage` and `sessionStorage` are such, and so is a few lines over a file. */
export interface KeyStorage {
  /** What is kept under a name; null where nothing is. */
  getItem(name: string): string | null | Promise<string | null>
  /** Keeps a value under a name. */
  setItem(name: string, value: string): void | Promise<void>
  /** Forgets what is kept under a name. */
  removeItem(name: string): void | Promise<void>
}

/** Idempotency keys that outlive the page, or the process. */
export interface KeptKeys {
  /**
   * Does a write under the key that is kept for `name`: the same key again after a crash, a reload or a
   * failure that leaves open whether the write was done. Once the hub has answered, the key is forgotten.
   *
   * @param name - names this one write, for example by the form and the draft that it sends
   */
  once<T>(name: string, write: (idempotencyKey: string) => PromiseLike<T>): Promise<T>
  /** Forgets a key: the next write of this name is a new one, whatever became of the last. */
  forget(name: string): Promise<void>
}

/** The hub knows a key for 72 hours; after that the same key would do the write again. */
const lifeMs = 72 * 3_600_000
const prefix = "tongban-key-"

/**
 * Keeps the keys of writes in a storage of the caller's.
 *
 * @example
 * ```ts
 * import { createClient, keptKeys } from "@tongban/sdk"
 * import type { Report } from "@tongban/sdk"
 *
 * const tongban = createClient({ baseUrl: "https://hub.example.gov.cn" })
 * const keys = keptKeys(sessionStorage)
 *
 * export const tell = (localNumber: string, report: Report) =>
 *   keys.once(`report ${localNumber} ${report.state}`, (idempotencyKey) =>
 *     tongban.cases.report(localNumber, report, { idempotencyKey }),
 *   )
 * ```
 */
export function keptKeys(storage: KeyStorage, now: () => number = Date.now): KeptKeys {
  const keyOf = async (name: string): Promise<string> => {
    const [key = "", madeAt = ""] = ((await storage.getItem(prefix + name)) ?? "").split(" ")
    if (key !== "" && now() - Number(madeAt) < lifeMs) return key
    const made = crypto.randomUUID()
    // Kept before it is used: whatever happens from here on, it is found again.
    await storage.setItem(prefix + name, `${made} ${now()}`)
    return made
  }
  const forget = async (name: string): Promise<void> => {
    await storage.removeItem(prefix + name)
  }
  return {
    async once(name, write) {
      const key = await keyOf(name)
      try {
        const answer = await write(key)
        await forget(name)
        return answer
      } catch (error) {
        if (isProblemError(error) && isFinal(error)) await forget(name)
        throw error
      }
    },
    forget,
  }
}

/** Whether a refusal says that nothing was done, and nothing is being done, under the key. */
const isFinal = ({ status, code }: ProblemError): boolean =>
  status >= 400 &&
  status < 500 &&
  status !== 408 &&
  status !== 429 &&
  status !== 401 &&
  !code.startsWith("idempotency_")
