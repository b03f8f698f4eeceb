import { execFile } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { brotliDecompress } from "node:zlib"

/** Releases of npm's `chrome-aws-lambda`, by the Chromium inside, with the SHA-512 of what npm packs. */
const releases = {
  78: {
    release: "1.20.4",
    sha512:
      "+zuq/BO9TpAvlXIpyGto6YytnEe0NBpZS5HVGnaMqRhL0cagDEhrzAYqaQfK4HZnafA7HW1wkFacl7CAI990LQ==",
  },
  86: {
    release: "5.3.1",
    sha512:
      "KklZTy2p2U/86cCh1hKL3PGDqoirQCAg7uejvNIn0rDBkWj4Su4GOjYMRVB3kthLwmnWhh3x63RDBTCAaQ9Q3Q==",
  },
  92: {
    release: "10.1.0",
    sha512:
      "NZQVf+J4kqG4sVhRm3WNmOfzY0OtTSm+S8rg77pwePa9RCYHzhnzRs8YvNI6L9tALIW6RpmefWiPURt3vURXcw==",
  },
} as const

export type Version = keyof typeof releases

const run = promisify(execFile)
const cache = fileURLToPath(new URL("../../../../node_modules/.cache/tongban/", import.meta.url))

/**
 * The folder with an old Chromium and its libraries. Fetched once, and moved into place when it is
 * whole. The packages are in no lock: 45 MB each, of which only these tests know.
 */
export async function unpacked(version: Version): Promise<string> {
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const work = await mkdtemp(join(cache, "unpacking-"))
  try {
    await run("tar", ["-xzf", await download(version, work), "-C", work])
    const inflated = async (name: string) =>
      promisify(brotliDecompress)(await readFile(join(work, "package/bin", `${name}.br`)))
    const whole = join(work, "whole")
    await mkdir(whole)
    await writeFile(join(whole, "chromium"), await inflated("chromium"), { mode: 0o755 })
    await writeFile(join(work, "aws.tar"), await inflated("aws.tar"))
    await run("tar", ["-xf", join(work, "aws.tar"), "-C", whole])
    await rename(whole, folder)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return folder
}

async function download(version: Version, to: string): Promise<string> {
  const { release, sha512 } = releases[version]
  const name = `chrome-aws-lambda@${release}`
  try {
    await run("npm", ["pack", name, "--pack-destination", to, "--loglevel=error"])
  } catch (error) {
    throw new Error(
      `Chromium ${version} could not be fetched: \`npm pack ${name}\` failed. To mend it: see that npm's registry is reachable, and run the tests again.`,
      { cause: error },
    )
  }
  const file = join(to, `chrome-aws-lambda-${release}.tgz`)
  const found = createHash("sha512")
    .update(await readFile(file))
    .digest("base64")
  if (found !== sha512)
    throw new Error(
      `Chromium ${version} is not what it was: ${name} has the SHA-512 ${found}, expected ${sha512}. To mend it: ask who runs npm's registry here; never run it.`,
    )
  return file
}
