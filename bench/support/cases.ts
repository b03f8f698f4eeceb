import pg from "pg"
import { item } from "../../packages/hub/test/support/hub-settings.ts"

/** The department whose cases they are. */
export const department = "a"

/** Fills a hub's own tables with cases of one department, two events each, numbered `B-1` and on. */
export async function seedCases(database: string, from: number, to: number): Promise<void> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  try {
    const range = `generate_series(${from}, ${to}) as n`
    const at = "timestamptz '2026-01-05T09:00:00+08:00' + n * interval '3 seconds'"
    await client.query(
      `insert into cases (department_id, id, client_id, item_code, item_version, state, local_number, opened_at, updated_at)
       select '${department}', 'case-' || n, 'a-sync', '${item.code}', 1, (array['ACCEPTED', 'IN_REVIEW', 'CLOSED'])[1 + n % 3],
         'B-' || n, ${at}, ${at} from ${range}`,
    )
    for (const [order, state] of [
      [1, "SUBMITTED"],
      [2, "ACCEPTED"],
    ] as const)
      await client.query(
        `insert into case_events (department_id, case_id, id, to_state, source_scheme, source_value, recorded_at, occurred_at, inferred)
         select '${department}', 'case-' || n, 'event-' || n || '-${order}', '${state}', 'epoint', '30', ${at}, ${at}, false from ${range}`,
      )
    await client.query("vacuum analyze cases")
    await client.query("vacuum analyze case_events")
  } finally {
    await client.end()
  }
}
