import { SealBroken } from "../seal.ts"
import type { KeyWrap, UploadKey } from "./seal.ts"
import { Standing } from "./standing.ts"
import type { ObjectStore } from "./object-store.ts"
import { Turns } from "./turns.ts"

/** What is known of an upload's bytes. */
export interface Sealed {
  id: string
  wrapped_key: string
}

/** How far an upload is. */
export type Arrived = Pick<Standing, "arrived" | "head" | "digest">

/** The sealed bytes of uploads. They are sealed as they come, once, and stay as they are. */
export interface Vault {
  newKey(id: string): string
  /** What has come. Known by heart, unless another process wrote it. */
  standing(upload: Sealed): Promise<Arrived>
  /** Adds what comes at the end; answers how much has come now. */
  append(upload: Sealed, source: AsyncIterable<Uint8Array>): Promise<number>
  /** Undefined where it is not there. @throws {SealBroken} where it is not as it was sealed */
  read(upload: Sealed & { length: number }): Promise<Buffer | undefined>
  drop(id: string): Promise<void>
}

/** Uploads whose standing is known by heart; any other is read again. */
const mostKnown = 200

export function createVault(objects: ObjectStore, keys: KeyWrap): Vault {
  const known = new Map<string, Standing>()
  const turns = new Turns()
  const keyOf = ({ id, wrapped_key }: Sealed) => keys.open(id, wrapped_key)

  const remember = (id: string, standing: Standing) => {
    known.delete(id)
    known.set(id, standing)
    const [oldest] = known.keys()
    if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
  }

  /** Reads on from what is known to the object's end, or to where a crash broke it off. */
  const standingOf = async (id: string, key: UploadKey): Promise<Standing> => {
    const size = await objects.size(recordsOf(id))
    let standing = known.get(id)
    if (standing === undefined || standing.stored > size) standing = new Standing()
    if (standing.stored < size) {
      known.delete(id)
      const source = objects.read(recordsOf(id), standing.stored)
      for await (const opened of key.open(source)) standing.pass(opened)
    }
    remember(id, standing)
    return standing
  }

  return {
    newKey: (id) => keys.newKey(id),
    standing: (upload) => turns.take(upload.id, () => standingOf(upload.id, keyOf(upload))),
    append: ({ id, wrapped_key }, source) =>
      turns.take(id, async () => {
        const key = keyOf({ id, wrapped_key })
        const standing = await standingOf(id, key)
        try {
          await objects.append(recordsOf(id), standing.stored, standing.sealed(key, source))
        } finally {
          // Not written, or another process wrote in between.
          if ((await objects.size(recordsOf(id))) !== standing.stored) known.delete(id)
        }
        return (await standingOf(id, key)).arrived
      }),
    async read({ id, wrapped_key, length }) {
      if ((await objects.size(recordsOf(id))) === 0) {
        const whole = await objects.get(wholeOf(id))
        return whole && keyOf({ id, wrapped_key }).unsealWhole(whole)
      }
      const key = keyOf({ id, wrapped_key })
      const pieces: Buffer[] = []
      let arrived = 0
      for await (const { at, bytes } of key.open(objects.read(recordsOf(id), 0))) {
        if (at !== arrived) continue
        pieces.push(bytes)
        arrived += bytes.length
      }
      if (arrived !== length) throw new SealBroken(`${arrived} bytes of ${length} are as they were`)
      return Buffer.concat(pieces)
    },
    async drop(id) {
      known.delete(id)
      for (const name of [recordsOf(id), wholeOf(id), incomingOf(id)]) await objects.remove(name)
    },
  }
}

const recordsOf = (id: string): string => `${id}.records`
/** Of version 1: sealed whole, and enciphered while it came. An upload that was coming then comes anew. */
const wholeOf = (id: string): string => `${id}.sealed`
const incomingOf = (id: string): string => `${id}.incoming`
