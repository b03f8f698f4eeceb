import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Line, Raced } from "./frame.ts"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const lines = Number(process.env["TONGBAN_BENCH_LINES"] ?? 10_000)

/** What a batch of new cases costs beside PostgreSQL's own way to load the very rows that it leaves. */
export const ndjson: Raced = {
  kind: "raced",
  about: `${lines} new cases (TONGBAN_BENCH_LINES): reported as lines of JSON / their rows by COPY into the same indexed tables`,
  unit: "ms",
  race() {
    const told = execFileSync(
      process.execPath,
      [
        here("../scripts/with-postgres.mjs"),
        process.execPath,
        ...process.execArgv,
        here("support/batch-rounds.ts"),
        String(lines),
      ],
      { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
    )
    return Promise.resolve(JSON.parse(told.trim().split("\n").at(-1) ?? "") as Line[])
  },
}
