import { join, resolve } from "node:path"
import { parseArgs } from "node:util"
import { FolderUnusable } from "@tongban/hub"
import { checkHealth } from "./check.ts"
import { faults, isFault } from "./faults/faults.ts"
import type { FaultName } from "./faults/faults.ts"
import type { OwnPortal } from "./own/installation.ts"
import { StartFault } from "./preflight.ts"
import { startProvince } from "./province.ts"
import { welcome } from "./welcome.ts"

const usage = `npm start -- [--check] [--data DIR] [--port-base N] [--fault NAME] [--timing]
             [--portal ORIGIN [--portal-settings FILE]]

  --check        one health round, then stop
  --data DIR     where everything is kept (.data/province)
  --port-base N  hub on N, departments on N+1 to N+3, start page on N+4; N+5 and N+6 are
                 used behind them (4400)
  --fault NAME   begins with that fault: ${Object.keys(faults).join(", ")}; may stand twice
  --timing       what the start spent its time on
  --portal ORIGIN
                 registers a portal of your own, such as http://127.0.0.1:5000, and writes what
                 its gateway is made with, private key included
  --portal-settings FILE
                 writes it there (own-portal.json in the data's folder)`

interface Options {
  check: boolean
  folder: string
  portBase: number
  begin: FaultName[]
  timing: boolean
  own: OwnPortal | undefined
}

try {
  const options = readOptions()
  if (options !== undefined) await run(options)
} catch (error) {
  if (!(error instanceof StartFault || error instanceof FolderUnusable)) throw error
  console.error(`tongban: ${error.message}`)
  process.exit(1)
}

function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        check: { type: "boolean", default: false },
        data: { type: "string", default: ".data/province" },
        "port-base": { type: "string", default: "4400" },
        fault: { type: "string", multiple: true, default: [] },
        timing: { type: "boolean", default: false },
        portal: { type: "string" },
        "portal-settings": { type: "string" },
        help: { type: "boolean", default: false },
      },
    })
    if (values.help) {
      console.log(usage)
      return undefined
    }
    const portBase = Number(values["port-base"])
    if (!Number.isInteger(portBase) || portBase < 1024 || portBase > 65_000) {
      throw new TypeError(`--port-base ${values["port-base"]} is not a port from 1024 to 65000`)
    }
    const begin = values.fault.filter(isFault)
    const unknown = values.fault.find((name) => !isFault(name))
    if (unknown !== undefined) throw new TypeError(`--fault ${unknown} is not one that we know`)
    const { check, data, timing } = values
    const folder = resolve(data)
    const own = ownPortal(values.portal, values["portal-settings"], folder)
    return { check, folder, portBase, begin, timing, own }
  } catch (error) {
    console.error(`tongban: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    process.exit(2)
  }
}

function ownPortal(
  origin: string | undefined,
  file: string | undefined,
  folder: string,
): OwnPortal | undefined {
  if (origin === undefined) {
    if (file === undefined) return undefined
    throw new TypeError("--portal-settings says where, and --portal whose: give --portal too")
  }
  if (!URL.canParse(origin) || !/^https?:/.test(origin) || new URL(origin).origin !== origin) {
    throw new TypeError(
      `--portal ${origin} is not an origin; write scheme, host and port only, such as http://127.0.0.1:5000`,
    )
  }
  return { origin, settings: resolve(file ?? join(folder, "own-portal.json")) }
}

async function run({ check, folder, portBase, begin, timing, own }: Options): Promise<void> {
  const interrupted = new Promise<"interrupted">((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => {
        resolve("interrupted")
      })
    }
  })
  console.log("Starting hub, portals and bridges …")
  const province = await startProvince(folder, portBase, own)
  if (timing) {
    for (const [part, seconds] of province.timing) {
      console.log(`  ${seconds.toFixed(1).padStart(6)} s  ${part}`)
    }
  }
  if (check) {
    try {
      const well = await checkHealth(province.addresses)
      console.log(`All well: ${well.join(", ")}.`)
    } finally {
      await province.stop()
    }
    return
  }

  for (const fault of begin) await province.faults.set(fault, true)
  const language = /^en/i.test(process.env["LANG"] ?? "") ? "en" : "zh-CN"
  console.log(welcome(province.addresses, language, own))
  const why = await Promise.race([interrupted, province.fallen])
  if (why !== "interrupted") {
    console.error(
      `tongban: ${why.name} ended by itself (code ${String(why.code)}); its last lines stand above. Stopping the rest.`,
    )
  }
  await province.stop()
  process.exit(why === "interrupted" ? 0 : 1)
}
