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
      parts.push(code.slice(at, match.index), "css`", small.trim().replaceAll("\\", "\\\\"), "`")
      at = match.index + match[0].length
    }
    return { code: parts.join("") + code.slice(at), map: null }
  },
}

/** Everything from source, to one language level. node_modules too: Lit is shipped as ES2021. */
const plugins = (target) => [
  nodeResolve({
    exportConditions: ["@tongban/source", "browser"],
    extensions: [".ts", ".js", ".mjs"],
  }),
  minifyStyles,
  esbuild({
    target,
    exclude: [],
    tsconfig: false,
    define: { __TONGBAN_VERSION__: JSON.stringify("0.0.0") },
  }),
  terser({
    ecma: target === "es2017" ? 2017 : 2020,
    compress: { passes: 3, keep_fargs: false },
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

const pages = ["surface", "unlock", "login"].filter((page) =>
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
