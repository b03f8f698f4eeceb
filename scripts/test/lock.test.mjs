import { readFileSync } from "node:fs"
import { suite, test } from "node:test"
import assert from "node:assert/strict"

const read = (name) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), "utf8"))
const { packages } = read("package-lock.json")
const { optionalDependencies } = read("package.json")

suite("the lock", () => {
  // `npm install` drops what the registry lacks for this platform, and only the other platform notices.
  test("holds the pinned Node for all five platforms", () => {
    const names = Object.keys(optionalDependencies)
    assert.equal(names.length, 5)
    for (const name of names) {
      assert.equal(
        packages[`node_modules/${name}`]?.version,
        optionalDependencies[name],
        `${name} is not in package-lock.json: run npm install on a clean tree and look at its diff`,
      )
    }
  })

  test("names no registry's host", () => {
    const hosts = Object.entries(packages).filter(([, { resolved }]) => /^https?:/.test(resolved))
    assert.deepEqual(hosts, [])
  })

  test("pins every dependency to one version", () => {
    const ranges = Object.entries(packages)
      .filter(([path]) => !path.includes("node_modules"))
      .flatMap(([path, { dependencies, devDependencies }]) =>
        Object.entries({ ...dependencies, ...devDependencies })
          .filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))
          .map(([name, range]) => `${path}: ${name}@${range}`),
      )
    assert.deepEqual(ranges, [])
  })
})
