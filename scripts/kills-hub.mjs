// `npm run kills:hub`: the hub's kills, all of them, on the embedded database and on PostgreSQL.
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"

const kills = [
  process.execPath,
  "--conditions=@tongban/source",
  "--import=./scripts/exit-at-once.mjs",
  "--test-reporter=spec",
  "--test-reporter-destination=stdout",
  "--test-reporter=./scripts/tally.mjs",
  "--test-reporter-destination=stdout",
  "packages/hub/test/kills.test.ts",
  "--all",
]
const onPostgres = [process.execPath, "scripts/with-postgres.mjs", ...kills]

for (const [command, ...args] of [kills, onPostgres]) {
  const cwd = fileURLToPath(new URL("..", import.meta.url))
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit" })
  if (status !== 0) process.exit(status ?? 1)
}
