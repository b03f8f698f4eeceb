// What npm would carry: publint and arethetypeswrong on each package, and its public API as a file in git.
// `--store` writes the API reports; without it a report that differs is a fault.
import { execFileSync } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor"
import { publint } from "publint"
import { formatMessage } from "publint/utils"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const { store = false } = parseArgs({ options: { store: { type: "boolean" } } }).values
const faults = []

for (const name of readdirSync(join(root, "packages"))) {
  const folder = join(root, "packages", name)
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
  await lintPackage(name, folder, manifest)
  // A command has nothing to import.
  if (manifest.exports === undefined) continue
  lintTypes(name, folder)
  for (const [entry, { types }] of Object.entries(manifest.exports))
    if (types !== undefined && isReported(entry)) report(name, folder, entry, types)
}
for (const fault of faults) console.error(fault)
process.exit(faults.length === 0 ? 0 : 1)

/** `contract` only assembles what the index reports one by one. */
function isReported(entry) {
  return !entry.includes("*") && entry !== "./contract"
}

async function lintPackage(name, folder, manifest) {
  const { messages } = await publint({ pkgDir: folder, strict: true })
  for (const message of messages)
    faults.push(`publint: ${name}: ${formatMessage(message, manifest, { color: false })}`)
}

/** Our packages are modules only; the classic file is a script and has no types. */
function lintTypes(name, folder) {
  const options = ["--pack", folder, "--profile", "esm-only", "--no-emoji", "--format", "ascii"]
  try {
    execFileSync(
      join(root, "node_modules/.bin/attw"),
      [...options, "--exclude-entrypoints", "./tongban.js"],
      { encoding: "utf8", stdio: "pipe" },
    )
  } catch (error) {
    faults.push(`arethetypeswrong: ${name}:\n${error.stdout}${error.stderr}`)
  }
}

/** One report an entry: a change of the public API is a diff that somebody reads. */
function report(name, folder, entry, types) {
  const file = `${entry === "." ? "index" : entry.slice(2).replaceAll("/", "-")}.api.md`
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, types),
      compiler: { tsconfigFilePath: join(folder, "tsconfig.json") },
      apiReport: {
        enabled: true,
        reportFileName: file,
        reportFolder: join(folder, "api"),
        reportTempFolder: join(root, "node_modules/.cache/api", name),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: "error" } },
        extractorMessageReporting: { default: { logLevel: "none" } },
        tsdocMessageReporting: { default: { logLevel: "none" } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, "package.json"),
  })
  mkdirSync(join(folder, "api"), { recursive: true })
  const { apiReportChanged, succeeded } = Extractor.invoke(config, {
    localBuild: store,
    showVerboseMessages: false,
    messageCallback: (message) => {
      message.handled = message.logLevel !== "error"
    },
  })
  if (apiReportChanged && !store)
    faults.push(
      `api: packages/${name}/api/${file} is not what stands in the source; read the change, then npm run api`,
    )
  else if (!succeeded) faults.push(`api: ${name} ${entry} could not be read`)
}
