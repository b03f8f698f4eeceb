import { ndjson } from "./batches.ts"
import type { Bench } from "./frame.ts"
import { identifiers } from "./identifiers.ts"
import { policy } from "./policy.ts"
import { reads } from "./reads.ts"
import { records, recordsInPages } from "./records.ts"
import { requests } from "./requests.ts"
import { rows } from "./rows.ts"
import { scale } from "./scale.ts"
import { search } from "./search.ts"
import { sizes } from "./sizes.ts"
import { statements } from "./statements.ts"
import { upload } from "./upload.ts"

/** Every benchmark by its name. */
export const benches: Record<string, Bench> = {
  identifiers,
  ndjson,
  policy,
  reads,
  records,
  "records-in-pages": recordsInPages,
  requests,
  rows,
  scale,
  search,
  sizes,
  statements,
  upload,
}
