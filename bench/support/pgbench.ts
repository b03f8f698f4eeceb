import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** What one statement takes by the clock, in microseconds, when PostgreSQL's own program asks it for 5 s. */
export function pgbench(database: string, statement: string, clients: number): number {
  const folder = mkdtempSync(join(tmpdir(), "tongban-pgbench-"))
  try {
    const file = join(folder, "statement.sql")
    writeFileSync(file, statement)
    const told = execFileSync(
      join(process.env["POSTGRES_BIN"] ?? "", "pgbench"),
      ["-n", "-M", "prepared", "-c", String(clients), "-j", "2", "-T", "5", "-f", file, database],
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
    )
    const [, perSecond] = /^tps = ([\d.]+)/m.exec(told) ?? []
    return 1_000_000 / Number(perSecond)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
