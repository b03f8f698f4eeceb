import { createHmac, randomFillSync } from "node:crypto"

/**
 * A new id: uuid v7 whose 12 bits of `rand_a` carry a bucket of its subject, so that an id alone can
 * be routed to its shard one day (docs/decisions/0001). Opaque to everybody else.
 */
export const newId = (bucketKey: Uint8Array, subject: string, now: Date): string =>
  idsOf(bucketKey, subject, now)()

/** New ids of one subject and instant: their bucket is computed once. */
export function idsOf(bucketKey: Uint8Array, subject: string, now: Date): () => string {
  const bucket = createHmac("sha256", bucketKey).update(subject).digest().readUInt16BE(0) & 0x0fff
  return () => idIn(bucket, now.getTime())
}

/** Random bytes are asked of the system by the page: one call costs more than all else of an id. */
const pool = Buffer.alloc(16 * 256)
let used = pool.length

function idIn(bucket: number, ms: number): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = pool.subarray(used, (used += 16))
  bytes.writeUIntBE(ms, 0, 6)
  bytes.writeUInt16BE(0x7000 | bucket, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString("hex")
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-")
}
