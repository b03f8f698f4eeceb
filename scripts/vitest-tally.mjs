import { closingLine } from "./tally.mjs"

/** A reporter for Vitest that closes with one plain line. */
export default class {
  onTestRunEnd(modules) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const states = tests.map((test) => test.result().state)
    const passed = states.filter((state) => state === "passed").length
    console.log(`\n${closingLine(passed, states.length - passed)}`)
  }
}
