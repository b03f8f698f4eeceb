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

run("words", {
  passes: [
    "const labels = { 'zh-CN': { retry: '再试一次' }, en: { retry: 'Try again' } }",
    "const words = { zh: '文件不是 PDF、PNG 或 JPEG，超过 20 MB', en: 'Not a PDF' }",
    "const date = { zh: '最晚{day}补交', en: 'Supply it by {day}' }",
    "const many = { zh: (n) => `还有 ${n} 份`, en: (n) => `${n} left` }",
    "const name = { zh: person.name }",
    "const twice = '这一句有二十个字，后面是句号，算一句。这一句也有二十个字，所以两句都不长。'",
    "log('not words: a_code, (x)')",
  ],
  refused: [
    ["say('请登录,再选材料')", "half-width"],
    ["say(`请找${name}(窗口)`)", "half-width"],
    ["say('请登录。再选材料.')", "half-width"],
    ["say('已经办好！')", "loud"],
    ["say('温馨提示')", "loud"],
    ["say('状态是 IN_REVIEW')", "a code"],
    ["say('可信等级 B')", "a code, a grade letter"],
    [
      "say('这是一个没有句号也没有分号的很长很长很长的句子所以它一定超过了三十个字')",
      "30 characters",
    ],
    ["const words = { zh: '请登录' }", "without English"],
    ["const labels = { 'zh-CN': { a: '甲', b: '乙' }, en: { a: 'One' } }", "without English: b"],
    ["const words = { zh: '请登录', en: '请登录' }", "Chinese among"],
    ["const words = { zh: '请登录', en: 'Log in!' }", "loud"],
    ["const words = { zh: '请登录', en: `Ask for ${x} in_review` }", "a code"],
    ["const words = { zh: '窗口核对过', en: 'Of grade B' }", "a grade letter"],
  ],
})
