import { execFile } from "node:child_process"
import { copyFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { he, item } from "../../hub/test/support/hub-settings.ts"
import { HubWorld } from "../../hub/test/support/hub-world.ts"
import { surfaceFor } from "../../hub/test/support/uploading.ts"
import { packSdk } from "./pack.mjs"

/** Runs the smoke test of the packed SDK on each of these Nodes, against a hub; answers what they said. */
export async function smokeOn(nodes: readonly string[]): Promise<string[]> {
  const script = join(packSdk(), "smoke.mjs")
  copyFileSync(fileURLToPath(new URL("smoke.mjs", import.meta.url)), script)
  const world = await HubWorld.make()
  try {
    const { token } = await surfaceFor(await world.logIn(he))
    const places = {
      origin: world.origin,
      identity: world.identity("a-sync"),
      itemCode: item.code,
      surfaceToken: token,
      requirement: item.selfMade,
    }
    const said: string[] = []
    for (const node of nodes) said.push(await run(node, script, JSON.stringify(places)))
    return said
  } finally {
    await world.close()
  }
}

/** @throws {Error} with what it complained of */
function run(node: string, script: string, input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(node, [script], { timeout: 60_000 }, (error, said, complaint) => {
      if (error === null) resolve(said.trim())
      else reject(new Error(`${node} failed: ${complaint}`, { cause: error }))
    })
    child.stdin?.end(input)
  })
}
