import postcss from "postcss"
import { tagOf, textOf } from "./template.mjs"

/**
 * What our styles never use (design §8), and what Chromium 78 lacks (shared toolchain, screens): each
 * with what to write instead.
 */
const declarations = [
  {
    broken: ({ prop }) => /^(margin|padding|border)-(left|right)\b|^(left|right)$/.test(prop),
    rule: "a physical side: write the logical longhand, such as margin-inline-start",
  },
  {
    broken: ({ prop, value }) =>
      /^(text-align|float|clear)$/.test(prop) && /left|right/.test(value),
    rule: "a physical side: write start or end",
  },
  {
    broken: ({ prop }) => /^(margin|padding|border|inset)-(inline|block)$|^inset$/.test(prop),
    rule: "a logical shorthand, which Chromium 78 lacks: write both longhands",
  },
  {
    broken: ({ prop }) => prop === "aspect-ratio",
    rule: "aspect-ratio, which Chromium 86 lacks: give a size",
  },
  {
    broken: ({ value }) => /\d(rem)\b/.test(value),
    rule: "rem, which the host page sets: write px or a --tongban-* length",
  },
  {
    broken: ({ value }) => /url\(/i.test(value),
    rule: "url(): elements fetch nothing, not even data:",
  },
]

const selectors = [
  { broken: /:has\(/, rule: ":has, which our browsers lack: mark the state with a class" },
  { broken: /:(is|where)\(/, rule: ":is, which Chromium 86 lacks: write the selectors out" },
]

const atRules = ["layer", "import", "font-face", "container"]

/** Reports what `css` templates must not contain. */
export const styles = {
  meta: { type: "problem", schema: [] },
  create: (context) => ({
    TaggedTemplateExpression(node) {
      if (tagOf(node) !== "css") return
      const say = (rule) => {
        context.report({ node, message: `Styles do not use ${rule} (design §8).` })
      }
      postcss.parse(textOf(node)).walk((part) => {
        if (part.type === "decl")
          for (const { broken, rule } of declarations) if (broken(part)) say(rule)
        if (part.type === "atrule" && atRules.includes(part.name)) say(`@${part.name}`)
        if (part.type !== "rule") return
        if (part.parent?.type === "rule") say("nesting: write the whole selector")
        for (const { broken, rule } of selectors) if (broken.test(part.selector)) say(rule)
        if (isFlexWithGap(part)) say("gap in a flex box, which Chromium 83 lacks: write margins")
      })
    },
  }),
}

function isFlexWithGap(rule) {
  const has = (prop, value) =>
    rule.some((part) => part.type === "decl" && part.prop === prop && value.test(part.value))
  return has("display", /flex/) && has("gap", /./)
}
