/** Where everything of the province listens. The hub is on `localhost`, the departments on `127.0.0.1`: cross-site on purpose. */
export interface Addresses {
  hub: string
  /** The modern portal (卫健局). */
  modern: string
  /** Its bridge: it serves the papers that the bureau holds. */
  modernBridge: string
  /** The old portal (市场监管局), as another site than the hub. */
  old: string
  /** The same portal, as the same site. */
  oldSameSite: string
  /** The department that can only drop CSV files (自然资源局): its bridge serves its papers. */
  csv: string
  /** The start page. */
  desk: string
  ports: Record<
    "hub" | "modern" | "old" | "csv" | "desk" | "hubBehindDoor" | "modernBridge",
    number
  >
}

export function addressesFrom(portBase: number): Addresses {
  const ports = {
    hub: portBase,
    modern: portBase + 1,
    old: portBase + 2,
    csv: portBase + 3,
    desk: portBase + 4,
    hubBehindDoor: portBase + 5,
    modernBridge: portBase + 6,
  }
  return {
    hub: `http://localhost:${ports.hub}`,
    modern: `http://127.0.0.1:${ports.modern}`,
    modernBridge: `http://127.0.0.1:${ports.modernBridge}`,
    old: `http://127.0.0.1:${ports.old}`,
    oldSameSite: `http://localhost:${ports.old}`,
    csv: `http://127.0.0.1:${ports.csv}`,
    desk: `http://127.0.0.1:${ports.desk}`,
    ports,
  }
}
