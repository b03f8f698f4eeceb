import { describe, it } from "node:test"
import { RuleTester } from "eslint"
import { tongban } from "../lint/index.mjs"

RuleTester.describe = describe
RuleTester.it = it
const tester = new RuleTester()

/** Each case is one template or line; a refused one says which words its message must hold. */
const run = (name, { passes, refused }) => {
  tester.run(`tongban/${name}`, tongban.rules[name], {
    valid: passes,
    invalid: refused.map(([code, word]) => ({ code, errors: [{ message: new RegExp(word) }] })),
  })
}

const css = (text) => `css\`${text}\``
const html = (text) => `html\`${text}\``

run("styles", {
  passes: [
    css(".row { margin-inline-start: 8px; text-align: start; color: var(--tongban-ink) }"),
    css(".row { display: flex } .cards { display: grid; gap: 8px }"),
    css("@media (max-width: 480px) { .row { padding-block-end: ${size}px } }"),
    "other`.row { margin-left: 1rem }`",
  ],
  refused: [
    [css(".a { margin-left: 8px }"), "physical side"],
    [css(".a { left: 0 }"), "physical side"],
    [css(".a { text-align: right }"), "start or end"],
    [css(".a { margin-inline: 8px }"), "longhands"],
    [css(".a { inset: 0 }"), "longhands"],
    [css(".a { font-size: 1.2rem }"), "rem"],
    [css(".a { background: url(data:image/png;base64,AA) }"), "url"],
    [css("@layer base { .a { color: red } }"), "@layer"],
    [css('@font-face { font-family: "x" }'), "@font-face"],
    [css(".a { .b { color: red } }"), "nesting"],
    [css(".a:has(.b) { color: red }"), ":has"],
    [css(".a:is(.b, .c) { color: red }"), ":is"],
    [css(".a { display: flex; gap: 8px }"), "gap"],
    [css(".a { aspect-ratio: 1 }"), "aspect-ratio"],
  ],
})

run("markup", {
  passes: [
    html('<a class="link" href=${url}>${words}</a>'),
    "node.textContent = text",
    "stream.write(chunk)",
  ],
  refused: [
    [html('<p style="color: red"></p>'), "style="],
    [html('<img src="https://cdn.example/x.png">'), "another host"],
    [html("<script></script>"), "script"],
    ["node.innerHTML = text", "innerHTML"],
    ["node.insertAdjacentHTML('beforeend', text)", "insertAdjacentHTML"],
    ["document.write(text)", "write"],
    [`import { unsafeHTML } from "lit/directives/unsafe-html.js"`, "unsafe-html"],
  ],
})

run("sql", {
  passes: [
    "sql`select 1`",
    `db.insertInto("a").onConflict((c) => c.columns(["id"]).doNothing())`,
    `table.addColumn("id", "text")`,
  ],
  refused: [
    ["sql`LISTEN changes`", "LISTEN"],
    ["sql`select pg_advisory_lock(1)`", "pg_advisory_lock"],
    ["sql`create temp table x (id text)`", "temp table"],
    ["sql`merge into x using y`", "merge into"],
    [`table.addColumn("id", "bigserial")`, "bigserial"],
    [`db.mergeInto("a")`, "mergeInto"],
    [`column.generatedAlwaysAsIdentity()`, "generatedAlwaysAsIdentity"],
    [`db.insertInto("a").onConflict((c) => c.doNothing())`, "without its target"],
  ],
})

run("trx", {
  passes: [
    "inTransaction(db, async (trx) => trx.selectFrom('a').execute())",
    "inTransaction(db, (trx) => save({ db: trx }))",
    "function save(trx) { return trx.insertInto('a') }",
    "inTransaction(db, (trx) => { const db = trx; return db.selectFrom('a') })",
  ],
  refused: [
    ["inTransaction(db, async (trx) => db.selectFrom('a').execute())", "hand the transaction down"],
    ["inTransaction(store, (trx) => each(() => store.selectFrom('a')))", "store is asked"],
    ["const db = open(); function save(trx) { return db.insertInto('a') }", "db is asked"],
  ],
})

run("time-zone", {
  passes: [
    "now.toISOString()",
    "now.getTime()",
    "now.getUTCHours()",
    `new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" })`,
    `new Date(now.getTime() + 1)`,
  ],
  refused: [
    ["now.getHours()", "getHours"],
    ["now.toDateString()", "toDateString"],
    ["new Date(2026, 10, 25)", "new Date"],
    [`new Intl.DateTimeFormat("zh-CN")`, "without a zone"],
    [`now.toLocaleString("zh-CN")`, "toLocaleString"],
  ],
})
