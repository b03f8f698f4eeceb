import { globalIgnores } from "eslint/config"
import lit from "eslint-plugin-lit"
import tseslint from "typescript-eslint"

/** Who may import whom (design §3). `to` are the only packages of ours that `from` may import. */
const borders = [
  { from: "packages/standards", to: [] },
  { from: "packages/sdk", to: ["standards"] },
  { from: "packages/elements", to: ["standards", "sdk"] },
  { from: "packages/hub", to: ["standards"] },
  { from: "packages/hub/src/pages", to: ["standards", "sdk", "elements"] },
  { from: "packages/bridge", to: ["standards", "sdk"] },
]
const packages = ["standards", "sdk", "elements", "hub", "bridge"]

const border = ({ from, to }) => ({
  files: [`${from}/src/**/*.ts`],
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
          {
            group: ["**/examples/**", "**/stories/**", "@tongban/example-*"],
            message: "Nothing imports examples or stories.",
          },
          ...(from === "packages/elements"
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
  ...borders.map(border),
)
