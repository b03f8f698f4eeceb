import { readdirSync } from "node:fs"
import { basename } from "node:path"

/** The tag of every element: each has a file that defines it. */
export const tags = readdirSync(new URL("../../src/define/", import.meta.url)).map((file) =>
  basename(file, ".ts"),
)
