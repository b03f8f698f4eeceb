import assert from "node:assert/strict"
import { join } from "node:path"
import { suite, test } from "node:test"
import { fileURLToPath } from "node:url"
import { readSettings, SettingsFault } from "../src/settings.ts"

/** The faults of a deployment's addresses; its files are missing here, which is no matter. */
function faultsOf(env: Record<string, string>): string {
  try {
    readSettings(env)
  } catch (error) {
    assert.ok(error instanceof SettingsFault)
    return error.faults.filter((fault) => /HUB_(URL|LISTEN):/.test(fault)).join("\n")
  }
  return ""
}

suite("where the hub listens", () => {
  for (const [url, listen] of [
    ["http://localhost:4400", "127.0.0.1:4405"],
    ["http://localhost:4400", "localhost:4405"],
    ["http://localhost:4400", "[::1]:4405"],
    ["https://hub.example.gov.cn", "127.0.0.1:8080"],
    ["https://hub.example.gov.cn", "0.0.0.0:8080"],
  ] as const) {
    test(`${listen} for ${url}`, () => {
      assert.equal(faultsOf({ TONGBAN_HUB_URL: url, TONGBAN_HUB_LISTEN: listen }), "")
    })
  }

  for (const listen of ["4405", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:70000", "http://x:1"]) {
    test(`${listen} is refused, with what to write`, () => {
      const faults = faultsOf({
        TONGBAN_HUB_URL: "http://localhost:4400",
        TONGBAN_HUB_LISTEN: listen,
      })
      assert.match(faults, /is not host:port; write such as 127\.0\.0\.1:4400/)
    })
  }

  test("plain http stays on loopback, whatever listens", () => {
    for (const listen of ["0.0.0.0:4405", "192.0.2.1:4405", "[::]:4405"]) {
      const faults = faultsOf({
        TONGBAN_HUB_URL: "http://localhost:4400",
        TONGBAN_HUB_LISTEN: listen,
      })
      assert.match(faults, /plain http; listen on loopback, or use https/)
    }
  })
})

test("every fault is named at once, each with its mend, and no secret is repeated", () => {
  const env = {
    TONGBAN_HUB_URL: "http://hub.example.gov.cn",
    DATABASE_URL: "mysql://hub:a-password@db/hub",
    TONGBAN_REGISTRY: "/nowhere/registry.json",
    // Within a file.
    TONGBAN_OBJECT_DIR: join(fileURLToPath(import.meta.url), "objects"),
    TONGBAN_METRICS_LISTEN: "9464",
    TONGBAN_CLOCK_AHEAD_SECONDS: "five",
    TONGBAN_URGE_EVERY_DAYS: "0",
    TONGBAN_STOP_WITHIN_SECONDS: "301",
    TONGBAN_STOP_ANNOUNCED_SECONDS: "-1",
    TONGBAN_WEBHOOK_NETWORKS: "10.0.0.0/33",
    TONGBAN_WEBHOOK_PLAIN_HTTP: "yes",
    TONGBAN_REQUEST_LOG: "on",
  }
  const unset = ["TONGBAN_HUB_KEYS"]
  assert.throws(
    () => readSettings(env),
    (error) => {
      assert.ok(error instanceof SettingsFault)
      const named = error.faults.map((fault) => /^\w+/.exec(fault)?.[0])
      assert.deepEqual(named.sort(), [...Object.keys(env), ...unset].sort())
      for (const fault of error.faults) {
        assert.match(fault, /; |: write |is not set: /, "what to do")
        assert.ok(error.message.includes(fault))
      }
      assert.ok(!error.message.includes("a-password"))
      return true
    },
  )
})
