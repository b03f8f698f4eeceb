import type { getItem } from "@tongban/standards"
import type { ServiceItem } from "@tongban/standards"
import type { Handle } from "../http/operation.ts"
import { Problem } from "../http/problem.ts"

export const get: Handle<typeof getItem> = ({ registry, params }) => {
  const item = registry.item(params.itemCode)
  if (item === undefined) throw new Problem("item_unknown", { itemCode: params.itemCode })
  const { code, version, name, shortName, limits, window, requirements, department } = item
  const answer: ServiceItem = {
    code,
    version,
    name,
    shortName,
    department: registry.department(department),
    limits,
    ...(window !== undefined && { window }),
    requirements,
  }
  return Promise.resolve(answer)
}
