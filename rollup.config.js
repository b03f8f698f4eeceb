import { existsSync } from "node:fs"
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

/** Lit's hooks for polyfills and for hydration: every browser from our floor on has a shadow root. */
const withoutHooks = {
  name: "without-hooks",
  transform(code, id) {
    if (!/node_modules\/(lit|@lit)/.test(id)) return null
    const hook = /\b\w+\.\w+(?:PolyfillSupport|HydrateSupport)\b/g
    return hook.test(code) ? { code: code.replace(hook, "undefined"), map: null } : null
  },
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
  withoutHooks,
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

const pages = ["surface", "unlock", "login", "consent"].filter((page) =>
  existsSync(at(`packages/hub/src/pages/${page}.ts`)),
)

export default [
  element("tongban-login"),
  element("tongban-material-picker"),
  element("tongban-case-status"),
  classic("packages/elements/src/classic.ts", "packages/elements/dist/tongban.js"),
  ...pages.map((page) =>
    classic(`packages/hub/src/pages/${page}.ts`, `packages/hub/dist/browser/${page}.js`),
  ),
]
