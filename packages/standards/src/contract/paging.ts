import * as z from "zod/mini"
import type { Schema } from "./endpoint.ts"
import { list, text } from "../nouns/bounds.ts"

/** How many entries a page has: where nothing is asked for, and at most. */
export const pageSize = { usual: 20, most: 100 } as const

/** Where the next page begins. Only the hub that gave it reads it, and only for the same question. */
export const Cursor = text(500)

/** What a paged read is asked, beside what it filters by. Its problems name `cursor_invalid`. */
export const pageQuery = <F extends Readonly<Record<string, Schema>>>(filters: F) =>
  z.strictObject({
    ...filters,
    /** 20 unless said, 100 at most. */
    limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(pageSize.most))),
    cursor: z.optional(Cursor),
  })

/** A page. `next` is the cursor of the one that follows, absent at the end; there is never a total. */
export const pageOf = <S extends Schema>(each: S) =>
  z.object({ items: list(each, pageSize.most), next: z.optional(Cursor) })
