import { tagOf, textOf } from "./template.mjs"

const templates = [
  { broken: /\sstyle\s*=/, rule: "style=, which a strict policy forbids: write a class" },
  {
    broken: /\s(src|href|action)\s*=\s*["']?(https?:)?\/\//i,
    rule: "another host: nothing is loaded from elsewhere",
  },
  { broken: /<script\b/i, rule: "<script>" },
]

/** Ways to turn text into markup (design §8: Trusted Types stand guard, we do not lean on them). */
const members = ["innerHTML", "outerHTML", "insertAdjacentHTML", "write", "writeln", "cssText"]
const imports = /unsafe-(html|svg|mathml|static)|directives\/style-map/

/** Reports what `html` templates and the code around them must not contain. */
export const markup = {
  meta: { type: "problem", schema: [] },
  create: (context) => {
    const say = (node, rule) => {
      context.report({ node, message: `Views do not use ${rule} (design §8).` })
    }
    return {
      TaggedTemplateExpression(node) {
        if (tagOf(node) !== "html") return
        for (const { broken, rule } of templates) if (broken.test(textOf(node))) say(node, rule)
      },
      MemberExpression(node) {
        const { object, property } = node
        if (property.type !== "Identifier" || !members.includes(property.name)) return
        if (/^write/.test(property.name) && object.name !== "document") return
        say(node, property.name)
      },
      ImportDeclaration(node) {
        if (imports.test(node.source.value)) say(node, node.source.value)
      },
    }
  },
}
