/** The tag's name of a tagged template: `css`, `html`, `sql`. */
export const tagOf = (node) => (node.tag.type === "Identifier" ? node.tag.name : "")

/** A template's text with a harmless word where a value stands, so that it still parses. */
export const textOf = (node) => node.quasi.quasis.map(({ value }) => value.raw).join("none")
