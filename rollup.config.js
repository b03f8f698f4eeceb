import { existsSync, readdirSync } from "node:fs"
import { basename } from "node:path"
import { fileURLToPath } from "node:url"
import nodeResolve from "@rollup/plugin-node-resolve"
import terser from "@rollup/plugin-terser"
import { transform } from "esbuild"
import esbuild from "rollup-plugin-esbuild"

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

/** Styles as small as esbuild makes them. */
const minifyStyles = {
  name: "minify-styles",
  async transform(code, id) {
    if (!/packages\/(elements|hub)\/src\//.test(id)) return null
    const styles = /css`([^`]*)`/g
    const parts = []
    let at = 0
    for (const match of code.matchAll(styles)) {
      const { code: small } = await transform(match[1], { loader: "css", minify: true })
      parts.push(
        code.slice(at, match.index),
        "css`",
        small
          .trim()
          .replace(/(--[\w-]+): /g, "$1:")
          .replaceAll("\\", "\\\\"),
        "`",
      )
      at = match.index + match[0].length
    }
    return { code: parts.join("") + code.slice(at), map: null }
  },
}

/** Markup without its indentation: a run of white space is one space, at the end of a block none. */
const minifyMarkup = {
  name: "minify-markup",
  transform(code) {
    if (!code.includes("html`")) return null
    const edits = []
    const visit = (node) => {
      if (typeof node?.type !== "string") return
      if (node.type === "TaggedTemplateExpression" && node.tag.name === "html")
        for (const { start, end, value } of node.quasi.quasis)
          edits.push({
            start,
            end,
            text: value.raw
              .replace(/\s+/g, " ")
              .replace(/ (?=>|<\/(?:button|div|dl|li|ol|p|ul)>)/g, ""),
          })
      for (const child of Object.values(node)) [child].flat().forEach(visit)
    }
    visit(this.parse(code))
    edits.sort((a, b) => b.start - a.start)
    for (const { start, end, text } of edits) code = code.slice(0, start) + text + code.slice(end)
    return { code, map: null }
  },
}

/** What of Lit none of our elements has a use for, as its published files write it, and what stands for it. */
const unusedLit = [
  // Hooks for polyfills and hydration, and a way around `adoptedStyleSheets`: below our floor.
  ["css-tag.js", /\b\w\.ShadowRoot&&.+?"replace"in CSSStyleSheet\.prototype/, "true"],
  [".js", /\b\w+\.\w+(?:PolyfillSupport|HydrateSupport)\b/g, "undefined"],
  // Words for mistakes of a template's author: the specs run without this.
  [".js", /throw Error\([^)]+\)/g, "throw Error()"],
  [".js", /\(\w\.\w+Versions\?\?=\[\]\)\.push\("[^"]+"\)/g, "0"],
  // Values within styles.
  ["css-tag.js", /1===t\.length\?t\[0\]:e\.reduce\(.+,t\[0\]\)/, "t[0]"],
  // Controllers.
  ["element.js", /addController\(t\)\{[^}]*\}removeController\(t\)\{[^}]*\}/, ""],
  ["element.js", /this\._\$EO\?\.forEach\(t=>t\.\w+\?\.\(\)\)/g, "0"],
  // Decorators.
  ["element.js", /static addInitializer\(t\)\{[^}]*\}/, ""],
  ["element.js", /void 0!==t\.l&&\(this\.l=\[\.\.\.t\.l\]\),/, ""],
  ["element.js", /,this\.constructor\.l\?\.forEach\(t=>t\(this\)\)/, ""],
  ["element.js", /Symbol\.metadata\?\?=.+?new WeakMap;/, ""],
  ["element.js", /const t=this\[Symbol\.metadata\];if\(null!==t\)\{[^}]*\}/, ""],
  // Attributes that are neither text nor a mark.
  ["element.js", /case Object:case Array:t=[^}]+/, ""],
  ["element.js", /case Number:.+?catch\(t\)\{i=null\}/, ""],
  ["element.js", /\(void 0!==i\.converter\?\.toAttribute\?i\.converter:u\)/, "u"],
  ["element.js", /"function"==typeof t\.converter.+?t\.converter:u/, "u"],
  // Properties whose class has accessors of its own.
  ["element.js", /,this\.prototype\.hasOwnProperty\(t\)&&\(.+?wrapped=!0\)/, ""],
  [
    "element.js",
    /const t=this\.constructor\.elementProperties;if\(t\.size>0\).+?void 0,i,e\)\}/,
    "",
  ],
  // Defaults that reflect.
  ["element.js", /\|\|i\.useDefault&&.+?_\$Eu\(t,i\)\)/, ""],
  ["element.js", /\?\?this\._\$Ej\?\.get\(e\)\?\?r/, ""],
  ["element.js", /i&&!\(this\._\$Ej.+?void 0!==r\)\|\|\(/, "("],
  // Directives, and parts for whole elements.
  ["lit-html.js", /if\(i===E\)return i;let h=.+?,i\}(?=class R)/, "return i}"],
  ["lit-html.js", /t\.startsWith\(o\)&&\(.+?removeAttribute\(t\)\)/, "0"],
  ["lit-html.js", /6===r\.type&&\(i=new Z\(h,this,t\)\)/, "0"],
  ["lit-html.js", /setConnected\(t\)\{[^}]*\}/, ""],
  ["lit-html.js", /this\._\$AP\?\.\(!1,!0,s\)/, ""],
  ["lit-html.js", /get (?:parentNode|startNode|endNode|tagName|_\$AU)\(\)\{[^}]*\}/g, ""],
  // Templates that a compiler has made, listeners that are objects, and options of listeners.
  ["lit-html.js", /"number"==typeof s(?=\?)/, "true"],
  ["lit-html.js", /"function"==typeof this\._\$AH(?=\?)/, "true"],
  ["lit-html.js", /\|\|t\.capture!==.+?s\.passive/, ""],
  // Values within comments, scripts, styles, text areas and titles.
  ["lit-html.js", /;else\{let t=-1;.+?o\.length-1\}/, ";"],
  ["lit-html.js", /if\(y\.test\(r\.tagName\)\)\{.+?append\(t\[i\],c\(\)\)\}\}/, ""],
  ["lit-element.js", /this\._\$Do\?\.setConnected\(!\d\)/g, "0"],
  // SVG and MathML.
  ["lit-html.js", /2===\w\?"<\/?svg>":3===\w\?"<\/?math>":""/g, '""'],
  ["lit-html.js", /2===i\|\|3===i(?=\)\{const t=this\.el)/, "!1"],
]

/** Leaves it out. What is not found stops the build: another Lit is written otherwise. */
function smallLit() {
  const found = new Set()
  return {
    name: "small-lit",
    transform(code, id) {
      if (!/node_modules\/(lit|@lit)/.test(id)) return null
      for (const [file, unused, instead] of unusedLit) {
        if (!id.endsWith(file)) continue
        const small = code.replace(unused, instead)
        if (small !== code) found.add(unused)
        code = small
      }
      return { code, map: null }
    },
    buildEnd(error) {
      const lost = unusedLit.find(([, unused]) => !found.has(unused))
      if (error === undefined && lost !== undefined)
        this.error(`Lit has no ${lost[1]} any more: see rollup.config.js what it stood for`)
    },
  }
}

/** tus-js-client resolves one address by `url-parse`, which is no module; the browser's own does the same. */
const ownUrl = {
  name: "own-url",
  resolveId: (id) => (id === "url-parse" ? "\0own-url" : null),
  load: (id) => (id === "\0own-url" ? "export default URL" : null),
}

/** Everything from source, to one language level. node_modules too: Lit is shipped as ES2021. */
const plugins = (target) => [
  ownUrl,
  nodeResolve({
    browser: true,
    exportConditions: ["@tongban/source", "browser"],
    extensions: [".ts", ".js", ".mjs"],
  }),
  minifyStyles,
  smallLit(),
  esbuild({
    target,
    exclude: [],
    tsconfig: false,
    define: { __TONGBAN_VERSION__: JSON.stringify("0.0.0") },
  }),
  minifyMarkup,
  terser({
    ecma: target === "es2017" ? 2017 : 2020,
    compress: { passes: 3, unsafe_arrows: true, keep_fargs: false },
    // Lit's own private names.
    mangle: { properties: { regex: /^_\$/ } },
    format: { comments: false },
  }),
]

const onwarn = (warning) => {
  throw new Error(`${warning.code ?? "warning"}: ${warning.message}`)
}

/** A single file for a script tag: no module, no global, the floor of our browsers (design §8). */
const classic = (input, file) => ({
  input: at(input),
  output: { file: at(file), format: "iife", strict: true },
  plugins: plugins("es2017"),
  onwarn,
})

const element = (tag) => ({
  input: at(`packages/elements/src/define/${tag}.ts`),
  output: { file: at(`packages/elements/dist/${tag}.js`), format: "es" },
  plugins: plugins("es2022"),
  onwarn,
})

/** Every element that has a file of its own to define it. */
const tags = readdirSync(at("packages/elements/src/define")).map((file) => basename(file, ".ts"))

const pages = ["surface", "unlock", "login", "consent"].filter((page) =>
  existsSync(at(`packages/hub/src/pages/${page}.ts`)),
)

export default [
  ...tags.map(element),
  classic("packages/elements/src/classic.ts", "packages/elements/dist/tongban.js"),
  ...pages.map((page) =>
    classic(`packages/hub/src/pages/${page}.ts`, `packages/hub/dist/browser/${page}.js`),
  ),
]
