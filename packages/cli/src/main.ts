#!/usr/bin/env node
import { CommandFault } from "./command-fault.ts"
import { commandOf, usage } from "./commands.ts"

const [name, ...args] = process.argv.slice(2)
try {
  if (name === undefined || name === "--help" || name === "-h") console.log(usage())
  else await commandOf(name).run(args)
} catch (error) {
  if (!(error instanceof CommandFault)) throw error
  console.error(`tongban: ${error.message}`)
  process.exitCode = error.exitCode
}
