// Makes the cached seed ahead of the first start: scripts/bootstrap.mjs runs it after an install.
import { ensureSeed } from "./seed.ts"

await ensureSeed()
