import { parseArgs } from "node:util"
import type { ParseArgsOptionsConfig } from "node:util"
import { CommandFault } from "./command-fault.ts"
import { vectorFiles } from "./vectors/files.ts"
import { writeFolder } from "./vectors/write-folder.ts"

interface Command {
  /** As it is typed, and what it does. */
  usage: string
  about: string
  run(args: string[]): Promise<void>
}

/** Every command by its name. */
export const commands: Readonly<Record<string, Command>> = {
  hub: {
    usage: "tongban hub",
    about: "starts the hub; its settings are environment variables (TONGBAN_HUB_URL and others)",
    async run(args) {
      parsed("hub", args, {}, 0)
      await import("@tongban/hub/main")
    },
  },
  bridge: {
    usage: "tongban bridge --config FILE",
    about: "starts a bridge beside an existing system",
    async run(args) {
      const { values } = parsed("bridge", args, { config: { type: "string" } }, 0)
      if (values["config"] === undefined) throw mistyped("bridge", "no configuration was named")
      // The bridge reads its own arguments.
      process.argv.splice(2, 1)
      await import("@tongban/bridge/main")
    },
  },
  vectors: {
    usage: "tongban vectors DIR [--force]",
    about: "writes the golden vectors, JSON Schemas and OpenAPI for a team in another language",
    run(args) {
      const { values, positionals } = parsed("vectors", args, { force: { type: "boolean" } }, 1)
      const [folder] = positionals
      if (folder === undefined) throw mistyped("vectors", "no folder was named")
      const files = vectorFiles()
      writeFolder(folder, files, { force: values["force"] === true })
      console.log(`${files.size} files in ${folder}; README.md says how to run them`)
      return Promise.resolve()
    },
  },
}

/** Commands that a later version has. */
const notYet = ["check"]

/**
 * A command by its name.
 *
 * @throws {CommandFault} where there is none
 */
export function commandOf(name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command !== undefined) return command
  const said = notYet.includes(name)
    ? `${name} is not there yet; this version has ${Object.keys(commands).join(", ")}`
    : `there is no command ${JSON.stringify(name)}`
  throw new CommandFault(2, `${said}\n\n${usage()}`)
}

/** What can be typed. */
export const usage = (): string =>
  `tongban COMMAND\n\n${Object.values(commands)
    .map(({ usage, about }) => `  ${usage.padEnd(32)}${about}`)
    .join("\n")}`

const mistyped = (name: string, said: string): CommandFault =>
  new CommandFault(2, `${said}; type: ${commands[name]?.usage ?? name}`)

/** The arguments of a command, or a refusal that says how to type it. */
function parsed(
  name: string,
  args: string[],
  options: ParseArgsOptionsConfig,
  mostPositionals: number,
) {
  try {
    const result = parseArgs({ args, options, allowPositionals: mostPositionals > 0 })
    const extra = result.positionals[mostPositionals]
    if (extra === undefined) return result
    throw mistyped(name, `${JSON.stringify(extra)} is one too many`)
  } catch (error) {
    if (error instanceof CommandFault || !(error instanceof TypeError)) throw error
    throw mistyped(name, error.message)
  }
}
