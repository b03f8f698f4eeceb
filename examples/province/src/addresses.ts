/** Where everything of the province listens. The hub is on `localhost`, the departments on `127.0.0.1`: cross-site on purpose. */
export interface Addresses {
  hub: string
  /** The old portal (市场监管局), as another site than the hub. */
  old: string
  /** The same portal, as the same site. */
  oldSameSite: string
  /** The department that can only drop CSV files (自然资源局): its bridge serves its papers. */
  csv: string
  /** The start page. */
  desk: string
  ports: { hub: number; old: number; csv: number; desk: number; hubBehindDoor: number }
}

export function addressesFrom(portBase: number): Addresses {
  const ports = {
    hub: portBase,
    old: portBase + 2,
    csv: portBase + 3,
    desk: portBase + 4,
    hubBehindDoor: portBase + 5,
  }
  return {
    hub: `http://localhost:${ports.hub}`,
    old: `http://127.0.0.1:${ports.old}`,
    oldSameSite: `http://localhost:${ports.old}`,
    csv: `http://127.0.0.1:${ports.csv}`,
    desk: `http://127.0.0.1:${ports.desk}`,
    ports,
  }
}
