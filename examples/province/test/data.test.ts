import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import {
  checkResidentIdNumber,
  checkUnifiedSocialCreditCode,
  ServiceItem,
} from "@tongban/standards"
import { dataFile, departments, hygieneLicence, foodLicence, items, papersOf } from "../src/data.ts"
import { fileOf } from "../src/papers/sample-paper.ts"

const { personas } = JSON.parse(readFileSync(dataFile("personas.json"), "utf8")) as {
  personas: { idNumber: string }[]
}

test("every person is invented, and their numbers pass the check all the same", () => {
  for (const { idNumber } of personas) {
    assert.match(idNumber, /^370699/, "an area that is assigned to no county")
    assert.deepEqual(checkResidentIdNumber(idNumber, "2026-11-23"), { ok: true })
  }
})

test("each department has one valid credit code, beside the dirty ones", () => {
  for (const { codes } of departments as { codes: { scheme: string; value: string }[] }[]) {
    const uscc = codes.find(({ scheme }) => scheme === "uscc")
    assert.deepEqual(checkUnifiedSocialCreditCode(uscc?.value), { ok: true })
  }
})

test("the items are as the contract describes items", () => {
  for (const code of [foodLicence, hygieneLicence]) {
    const item = items.find((each) => each.code === code)
    const department = { id: "scjg", name: { zh: "局" }, shortName: { zh: "局" } }
    assert.ok(ServiceItem.safeParse({ ...item, department }).success, code)
  }
})

test("the owner's index, in GB18030, names each paper and its number", () => {
  const index = new TextDecoder("gb18030", { fatal: true }).decode(
    readFileSync(dataFile("zrzy-certificates.csv")),
  )
  for (const { ownerRef, number } of papersOf("zrzy")) {
    assert.ok(
      index.split("\r\n").some((line) => line.startsWith(`${ownerRef},${number},`)),
      ownerRef,
    )
  }
})

test("a paper's file is the same whenever it is made, as its digest is registered", async () => {
  for (const paper of [...papersOf("zrzy"), ...papersOf("wjj")]) {
    const [first, again] = [await fileOf(paper), await fileOf({ ...paper })]
    assert.equal(first.digest, again.digest)
    assert.equal(Buffer.from(first.bytes).toString("latin1", 0, 5), "%PDF-")
    assert.match(paper.text, /^样例文件 .+\n仅供沙盒使用，无任何效力。\n$/)
  }
})
