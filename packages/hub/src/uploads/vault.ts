import type { KeyWrap } from "./seal.ts"
import type { ObjectStore } from "./object-store.ts"

/** What is known of an upload's bytes. */
export interface Sealed {
  id: string
  wrapped_key: string
}

/** The sealed bytes of uploads: those that still come, and those that are whole. No plaintext leaves memory. */
export interface Vault {
  newKey(id: string): string
  /** The bytes that have come. */
  arrived(upload: Sealed): Promise<number>
  /** Adds what comes at the end; answers how much has come now. */
  append(upload: Sealed, source: AsyncIterable<Uint8Array>): Promise<number>
  /** Everything that has come, opened. */
  incoming(upload: Sealed): Promise<Buffer>
  /** Keeps an upload as a whole, sealed and authenticated. */
  keep(upload: Sealed, bytes: Uint8Array): Promise<void>
  /** Undefined where it is not there. @throws {SealBroken} where it is not as it was sealed */
  read(upload: Sealed): Promise<Buffer | undefined>
  /** What came is kept as a whole, or of no use: away with it. */
  dropIncoming(id: string): Promise<void>
  drop(id: string): Promise<void>
}

export function createVault(objects: ObjectStore, keys: KeyWrap): Vault {
  const coming = (id: string) => `${id}.incoming`
  const whole = (id: string) => `${id}.sealed`
  const keyOf = ({ id, wrapped_key }: Sealed) => keys.open(id, wrapped_key)
  return {
    newKey: (id) => keys.newKey(id),
    arrived: ({ id }) => objects.size(coming(id)),
    async append(upload, source) {
      const name = coming(upload.id)
      const encipher = keyOf(upload).stream(await objects.size(name))
      return objects.append(name, mapped(source, encipher))
    },
    async incoming(upload) {
      const bytes = (await objects.get(coming(upload.id))) ?? Buffer.alloc(0)
      return keyOf(upload).stream(0)(bytes)
    },
    keep: (upload, bytes) => objects.put(whole(upload.id), keyOf(upload).seal(bytes)),
    async read(upload) {
      const sealed = await objects.get(whole(upload.id))
      return sealed && keyOf(upload).unseal(sealed)
    },
    dropIncoming: (id) => objects.remove(coming(id)),
    async drop(id) {
      await objects.remove(coming(id))
      await objects.remove(whole(id))
    },
  }
}

async function* mapped<T, U>(source: AsyncIterable<T>, change: (each: T) => U): AsyncGenerator<U> {
  for await (const each of source) yield change(each)
}
