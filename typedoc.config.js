import { OptionDefaults } from "typedoc"

/** The reference of every package's public names; a name without words is an error. */
export default {
  name: "Tongban",
  entryPointStrategy: "packages",
  entryPoints: ["standards", "sdk", "elements", "hub", "bridge"].map((name) => `packages/${name}`),
  projectDocuments: ["docs/guides/*.md", "docs/decisions/*.md"],
  readme: "README.md",
  out: "docs/_site",
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
  packageOptions: {
    readme: "none",
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeProtected: true,
    blockTags: [
      ...OptionDefaults.blockTags,
      "@attr",
      "@csspart",
      "@cssprop",
      "@element",
      "@fires",
      "@slot",
    ],
    requiredToBeDocumented: [
      "Accessor",
      "Class",
      "Enum",
      "EnumMember",
      "Function",
      "Interface",
      "Method",
      "Module",
      "TypeAlias",
      "Variable",
    ],
    validation: { invalidLink: true, notDocumented: true, notExported: true },
  },
}
