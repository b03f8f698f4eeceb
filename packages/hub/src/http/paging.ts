import { createHmac, timingSafeEqual } from "node:crypto"
import { pageSize } from "@tongban/standards"
import { Problem } from "./problem.ts"

/** Where a page ended: what its rows are ordered by, and the id that decides between equals. */
export interface Position {
  at: Date | string | number
  id: string
}

/** What a paged read was asked. */
export interface PageAsked {
  readonly limit: number
  /**
   * What the last page ended with; undefined on the first.
   *
   * @throws {Problem} `cursor_invalid` where the cursor is broken, or another question's
   */
  after(): Position | undefined
  /** The cursor of the page that follows. */
  cursorAt(position: Position): string
}

/** The question that a cursor belongs to: an operation, its caller, its parameters and filters. */
export interface Question {
  operation: string
  caller: string
  params: unknown
  query: unknown
}

const macBytes = 16

/**
 * Reads what a page is asked for. A cursor holds its position in the open and a MAC over it and the question,
 * so none can be made up, or carried to another caller or filter.
 */
export function pageAsked(key: Uint8Array, { query, ...rest }: Question): PageAsked {
  const { limit, cursor, ...filters } = query as { limit?: number; cursor?: string }
  const macOf = (position: Uint8Array) =>
    createHmac("sha256", key)
      .update(JSON.stringify({ ...rest, filters }))
      .update(position)
      .digest()
      .subarray(0, macBytes)

  return {
    limit: limit ?? pageSize.usual,
    after() {
      if (cursor === undefined) return undefined
      const bytes = Buffer.from(cursor, "base64url")
      const [mac, position] = [bytes.subarray(0, macBytes), bytes.subarray(macBytes)]
      if (mac.length < macBytes || !timingSafeEqual(mac, macOf(position)))
        throw new Problem("cursor_invalid")
      return read(position)
    },
    cursorAt(at) {
      const position = write(at)
      return Buffer.concat([macOf(position), position]).toString("base64url")
    },
  }
}

/** As it stands in a cursor. */
type Written = { instant: number; id: string } | { value: string | number; id: string }

function write({ at, id }: Position): Buffer {
  const written: Written = at instanceof Date ? { instant: at.getTime(), id } : { value: at, id }
  return Buffer.from(JSON.stringify(written))
}

/** Only what we wrote ourselves comes here: the MAC was right. */
function read(position: Buffer): Position {
  const written = JSON.parse(position.toString()) as Written
  return { at: "instant" in written ? new Date(written.instant) : written.value, id: written.id }
}
