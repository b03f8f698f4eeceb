import { globalIgnores } from "eslint/config"
import lit from "eslint-plugin-lit"
import tseslint from "typescript-eslint"
import { tongban } from "./scripts/lint/index.mjs"

/** Who may import whom (design §3). `to` are the only packages of ours that `from` may import. */
const borders = [
  { from: "packages/standards/src", to: [] },
  { from: "packages/sdk/src", to: ["standards"] },
  { from: "packages/elements/src", to: ["standards", "sdk"] },
  { from: "packages/hub/src", to: ["standards"] },
  { from: "packages/hub/src/pages", to: ["standards", "sdk", "elements"] },
  { from: "packages/bridge/src", to: ["standards", "sdk"] },
  { from: "packages/cli/src", to: ["standards", "sdk", "elements", "hub", "bridge"] },
]
const packages = ["standards", "sdk", "elements", "hub", "bridge"]

const border = ({ from, to }) => ({
  files: [`${from}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          ...packages
            .filter((name) => !to.includes(name))
            .map((name) => ({
              group: [`@tongban/${name}`, `@tongban/${name}/*`],
              message: `${from} must not import ${name} (design §3).`,
            })),
          { group: ["tongban", "tongban/*"], message: "Nothing imports the command." },
          {
            group: ["**/examples/**", "**/stories/**", "@tongban/example-*"],
            message: "Nothing imports examples or stories.",
          },
          ...(from === "packages/elements/src"
            ? [{ group: ["zod", "zod/*", "ky"], message: "Elements carry no zod and no ky." }]
            : []),
        ],
      },
    ],
  },
})

export default tseslint.config(
  globalIgnores(["**/dist/", "**/node_modules/", ".data/", ".cache/"]),
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: ["./packages/*/tsconfig.json", "./tsconfig.tests.json"] },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "separate-type-imports" },
      ],
      // `_` is a value that somebody else's signature hands over.
      "@typescript-eslint/no-unused-vars": [
        "error",
        { varsIgnorePattern: "^_", argsIgnorePattern: "^_" },
      ],
      // Our objects are closures: taking a function out of one is how they are used.
      "@typescript-eslint/unbound-method": "off",
      // `readPage<Data>()` says what its caller trusts; that is its point.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      // Marked as deprecated only to stand out: plain http on this machine's own loopback.
      "@typescript-eslint/no-deprecated": [
        "error",
        {
          allow: ["oauth4webapi", "openid-client"].map((name) => ({
            from: "package",
            package: name,
            name: "allowInsecureRequests",
          })),
        },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // node:test's `test()` and `describe()` return promises that the runner itself awaits.
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            { from: "package", package: "node:test", name: ["test", "it", "describe", "suite"] },
          ],
        },
      ],
      "no-console": "off",
      "no-eval": "error",
    },
  },
  {
    files: ["packages/elements/src/**/*.ts", "packages/hub/src/pages/**/*.ts"],
    ...lit.configs["flat/recommended"],
  },
  {
    files: ["packages/*/src/**/*.ts", "examples/*/src/**/*.ts"],
    plugins: { tongban },
    rules: {
      "max-lines": ["error", { max: 400 }],
      "tongban/time-zone": "error",
      "tongban/trx": "error",
    },
  },
  {
    files: ["packages/elements/src/**/*.ts", "packages/hub/src/pages/**/*.ts"],
    plugins: { tongban },
    rules: { "tongban/markup": "error", "tongban/styles": "error" },
  },
  {
    files: ["packages/hub/src/**/*.ts"],
    plugins: { tongban },
    rules: { "tongban/sql": "error" },
  },
  {
    files: ["packages/{standards,sdk,elements,hub}/src/**/*.ts"],
    // For integrators, in English with the Chinese term; and codes in the words of their sources.
    ignores: [
      "packages/standards/src/openapi/**",
      "packages/standards/src/codes/**",
      "packages/standards/src/cases/schemes.ts",
    ],
    plugins: { tongban },
    rules: { "tongban/words": "error" },
  },
  ...borders.map(border),
)
