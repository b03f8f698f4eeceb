// The SDK as npm would carry it, unpacked where Node finds it and the packages that it stands on.
import { execFileSync } from "node:child_process"
import { mkdirSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..")

/** Answers a folder in which `@tongban/sdk` is the packed one. `tsc -b` has to have run. */
export function packSdk() {
  const folder = join(root, "node_modules/.cache/tongban/packed")
  rmSync(folder, { recursive: true, force: true })
  for (const name of ["standards", "sdk"]) {
    const target = join(folder, "node_modules/@tongban", name)
    mkdirSync(target, { recursive: true })
    const from = { cwd: join(root, "packages", name), encoding: "utf8" }
    const npm = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder]
    const [{ filename }] = JSON.parse(execFileSync("npm", npm, from))
    execFileSync("tar", ["-xzf", join(folder, filename), "-C", target, "--strip-components=1"])
  }
  return folder
}
