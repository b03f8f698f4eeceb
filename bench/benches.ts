import type { Bench } from "./frame.ts"
import { records } from "./records.ts"
import { requests } from "./requests.ts"
import { sizes } from "./sizes.ts"

/** Every benchmark by its name. */
export const benches: Record<string, Bench> = { records, requests, sizes }
