import assert from "node:assert/strict"
import { test } from "node:test"
import { smokeOn } from "../smoke/smoke-on.ts"

// On the other Nodes that are promised: `npm run smoke:nodes`.
test("the SDK as npm carries it works on this Node, against a real hub", async () => {
  const [said = ""] = await smokeOn([process.execPath])
  assert.ok(said.endsWith(`works on Node ${process.version}`), said)
})
