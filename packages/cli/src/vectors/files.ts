import { readdirSync, readFileSync } from "node:fs"
import { listedRegions } from "@tongban/standards"
import { jsonSchemas } from "@tongban/standards/json-schema"
import { openapi, ownerOpenapi } from "@tongban/standards/openapi"
import { readme } from "./readme.ts"

const vectors = new URL(".", import.meta.resolve("@tongban/standards/vectors/nouns.json"))

/** Everything that a team in another language needs, by its path in the folder. */
export function vectorFiles(): Map<string, string> {
  const names = readdirSync(vectors).filter((name) => name.endsWith(".json"))
  const texts = names.map((name) => [name, readFileSync(new URL(name, vectors), "utf8")] as const)
  return new Map([
    ["README.md", readme(texts)],
    ...texts.map(([name, text]) => [`vectors/${name}`, text] as const),
    ...Object.entries(jsonSchemas()).map(
      ([name, schema]) => [`schemas/${name}.json`, json(schema)] as const,
    ),
    ["regions.json", json(listedRegions())],
    ["openapi/hub.json", json(openapi())],
    ["openapi/owner.json", json(ownerOpenapi())],
  ])
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`
