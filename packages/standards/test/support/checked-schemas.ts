import type { Endpoint } from "@tongban/standards"
import { contract } from "@tongban/standards/contract"
import { deliver } from "@tongban/standards/contract/owner"
import { nouns } from "@tongban/standards/json-schema"
import type { ZodMiniType } from "zod/mini"

const ofOperation = (operation: Endpoint) =>
  (["params", "query", "body", "answer"] as const).flatMap((part): [string, ZodMiniType][] => {
    const schema = operation[part]
    return schema === undefined ? [] : [[`${operation.id} ${part}`, schema]]
  })

/** Every schema that something from outside is checked by, by its name: the nouns, and each part of the contract. */
export const checkedSchemas: readonly [name: string, schema: ZodMiniType][] = [
  ...Object.entries(nouns).map(([name, { schema }]): [string, ZodMiniType] => [name, schema]),
  ...[...Object.values<Endpoint>(contract), deliver].flatMap(ofOperation),
]
