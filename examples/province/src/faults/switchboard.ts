import { faults } from "./faults.ts"
import type { FaultName, Stage } from "./faults.ts"

/** Which faults are on. All are off when the province starts: its settings are written anew. */
export interface Switchboard {
  isOn(name: FaultName): boolean
  /**
   * One change after the other; resolves when it is felt.
   *
   * @throws {StartFault} where a process does not come up again
   */
  set(name: FaultName, on: boolean): Promise<void>
}

export function makeSwitchboard(stage: Stage): Switchboard {
  const endings = new Map<FaultName, () => Promise<void>>()
  let changing: Promise<void> = Promise.resolve()

  const set = async (name: FaultName, on: boolean) => {
    const end = endings.get(name)
    if (on && end === undefined) endings.set(name, await faults[name](stage))
    if (!on && end !== undefined) {
      await end()
      endings.delete(name)
    }
  }
  return {
    isOn: (name) => endings.has(name),
    set(name, on) {
      const changed = changing.then(() => set(name, on))
      changing = changed.catch(() => undefined)
      return changed
    },
  }
}
