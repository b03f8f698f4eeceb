/** Imports run one way. Types count too: a circle of types is a circle of concepts. */
export default {
  forbidden: [{ name: "no-circle", severity: "error", from: {}, to: { circular: true } }],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.tests.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@tongban/source", "import", "node"],
      extensions: [".ts", ".mjs", ".js"],
    },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/dist/" },
  },
}
