import { closingLine } from "../../../../scripts/tally.mjs"

interface Suite {
  name: string
  suites: Suite[]
  tests: {
    name: string
    passed: boolean
    skipped: boolean
    error?: { message: string; stack?: string }
  }[]
}
interface Session {
  testFile: string
  browser: { name: string }
  errors: { message: string; stack?: string }[]
  testResults?: Suite
}

/** Says what failed, where and in which engine, then one line for each engine; the last line is the tally. */
export const reporter = {
  stop({ sessions }: { sessions: Session[] }): void {
    const engines = new Map<string, { passed: number; failed: number }>()
    for (const { browser, testFile, testResults, errors } of sessions) {
      const sum = engines.get(browser.name) ?? { passed: 0, failed: 0 }
      engines.set(browser.name, sum)
      for (const { message, stack } of errors) {
        sum.failed++
        console.log(`✖ ${browser.name}: ${testFile}\n  ${stack ?? message}`)
      }
      for (const { name, passed, error } of testsOf(testResults)) {
        if (passed) sum.passed++
        else sum.failed++
        if (!passed)
          console.log(
            `✖ ${browser.name}: ${name}\n  ${error?.message ?? "skipped"}\n${error?.stack ?? ""}`,
          )
      }
    }
    for (const [engine, { passed, failed }] of engines)
      console.log(`${engine}: ${passed} passed, ${failed} failed`)
    const all = [...engines.values()]
    const total = (key: "passed" | "failed") => all.reduce((sum, each) => sum + each[key], 0)
    console.log(`\n${closingLine(total("passed"), total("failed"))}`)
  },
}

type Named = Suite["tests"][number]

const testsOf = (suite: Suite | undefined, path = ""): Named[] =>
  suite === undefined
    ? []
    : [
        ...suite.tests.map((test) => ({ ...test, name: `${path}${test.name}` })),
        ...suite.suites.flatMap((inner) => testsOf(inner, `${path}${inner.name}: `)),
      ]
