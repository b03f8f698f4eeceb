import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import type { Plugin } from "esbuild"

/** What is loaded when it is first asked for is no part of it. */
const later: Plugin = {
  name: "later",
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path, external: true } : undefined,
    )
  },
}

/** A module as a page would load it: with all that it imports at once, minified, from the sources. */
export async function bundled(contents: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2022",
    conditions: ["@tongban/source"],
    logLevel: "silent",
    plugins: [later],
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error("esbuild made no file")
  return file.contents
}
