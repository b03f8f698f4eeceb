import { HubWorld } from "../../packages/hub/test/support/hub-world.ts"

/** What a piece of work asked the database. */
export interface Asked {
  statements: number
  rows: number
}

/** A real hub that counts what it asks its database. */
export async function countedHub(): Promise<{
  world: HubWorld
  asked<T>(work: () => Promise<T>): Promise<[T, Asked]>
}> {
  const world = await HubWorld.make()
  await world.stop()
  let current: Asked = { statements: 0, rows: 0 }
  world.settings.onStatement = (rows) => {
    current.statements++
    current.rows += rows
  }
  await world.start()
  return {
    world,
    async asked(work) {
      current = { statements: 0, rows: 0 }
      const result = await work()
      return [result, current]
    },
  }
}
