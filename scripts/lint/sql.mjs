import { tagOf, textOf } from "./template.mjs"

/**
 * What Citus, YugabyteDB, CockroachDB or openGauss lack or run otherwise (design §6): none of it
 * stands in the hub's SQL, so that the store can be spread one day.
 */
const words =
  /\b(LISTEN|NOTIFY|(BIG|SMALL)?SERIAL|DEFERRABLE|EXCLUDE\s+USING|MERGE\s+INTO|TEMP(ORARY)?\s+TABLE|AS\s+IDENTITY|NEXTVAL|PG_(TRY_)?ADVISORY\w*)\b/i

/** The same, as Kysely's methods. */
const methods = [
  "mergeInto",
  "temporary",
  "autoIncrement",
  "generatedAlwaysAsIdentity",
  "generatedByDefaultAsIdentity",
  "deferrable",
  "initiallyDeferred",
]

const targets = /\.(column|columns|constraint|expression)\(/

/** Reports SQL that distributed engines lack. */
export const sql = {
  meta: { type: "problem", schema: [] },
  create: (context) => {
    const say = (node, rule) => {
      context.report({ node, message: `Distributed engines lack ${rule} (design §6).` })
    }
    const check = (node, text) => {
      const found = words.exec(text)
      if (found !== null) say(node, found[0])
    }
    return {
      TaggedTemplateExpression(node) {
        if (tagOf(node) === "sql") check(node, textOf(node))
      },
      CallExpression(node) {
        const { callee } = node
        if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return
        const { name } = callee.property
        if (methods.includes(name)) say(node, name)
        if (name === "addColumn" && node.arguments[1]?.type === "Literal")
          check(node, String(node.arguments[1].value))
        if (name === "onConflict" && !targets.test(context.sourceCode.getText(node.arguments[0])))
          say(node, "a conflict without its target")
      },
    }
  },
}
