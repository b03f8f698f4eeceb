import type { Compilable, CompiledQuery } from "kysely"
import type { Database, Trx } from "./database.ts"

/** Where a value will stand. */
class Slot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** Every property is a slot of its name. */
const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) })

/**
 * A statement whose text is built once and kept: to build it costs the hub more than to send it. What it is given stands
 * in the places of values and decides nothing else of it; what does is told by its shape, each of which is kept by
 * itself, so there must be few of them.
 *
 * @param build - is given slots and not values: it hands them on as they are
 */
export function kept<Given extends object, Row, Shape extends string = "">(
  build: (db: Database | Trx, given: Given, shape: Shape) => Compilable<Row>,
) {
  const built = new Map<string, CompiledQuery<Row>>()
  return async (db: Database | Trx, given: Given, shape = "" as Shape): Promise<Row[]> => {
    let query = built.get(shape)
    if (query === undefined) {
      query = build(db, slots as Given, shape).compile()
      built.set(shape, query)
    }
    const values = given as Readonly<Record<string, unknown>>
    const parameters = query.parameters.map((each) =>
      each instanceof Slot ? values[each.name] : each,
    )
    return (await db.executeQuery<Row>({ ...query, parameters })).rows
  }
}
