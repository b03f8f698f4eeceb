import { faultsOfChinese, faultsOfEnglish, isChinese } from "../words.mjs"

/** The two ways in which our tables name the languages. */
const pairs = [
  ["zh", "en"],
  ["zh-CN", "en"],
]

/** What people see: in the style of both languages, and always in both. */
export const words = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const say = (node, text, faults) => {
      for (const fault of faults) context.report({ node, message: `${fault}: ${text}` })
    }
    const textsOf = (node) => textsIn(node, context.sourceCode.visitorKeys)
    const chinese = (node, text) => {
      if (isChinese(text)) say(node, text, faultsOfChinese(text))
    }
    const english = (node) => {
      for (const { node: each, text } of textsOf(node)) say(each, text, faultsOfEnglish(text))
    }
    return {
      Literal: (node) => chinese(node, textOf(node)),
      TemplateLiteral: (node) => chinese(node, textOf(node)),
      ObjectExpression(node) {
        for (const [source, other] of pairs) {
          const [from, to] = [valueOf(node, source), valueOf(node, other)]
          if (from === undefined || !textsOf(from).some(({ text }) => isChinese(text))) continue
          if (to === undefined) say(node, source, ["words without English"])
          else {
            const missing = keysOf(from).filter((key) => !keysOf(to).includes(key))
            say(to, missing.join(", "), missing.length === 0 ? [] : ["words without English"])
            english(to)
          }
        }
      },
    }
  },
}

const textOf = (node) =>
  node.type === "TemplateLiteral"
    ? node.quasis.map(({ value }) => value.cooked).join("■")
    : typeof node.value === "string"
      ? node.value
      : ""

const keyOf = ({ key }) => key?.name ?? key?.value

const valueOf = (node, name) => node.properties.find((each) => keyOf(each) === name)?.value

const keysOf = (node) => (node.type === "ObjectExpression" ? node.properties.map(keyOf) : [])

/** Every text in a part of the tree. */
function textsIn(node, visitorKeys) {
  const own =
    node.type === "TemplateLiteral" || node.type === "Literal" ? [{ node, text: textOf(node) }] : []
  const below = (visitorKeys[node.type] ?? []).flatMap((key) => node[key] ?? [])
  return [...own, ...below.filter(Boolean).flatMap((each) => textsIn(each, visitorKeys))]
}
