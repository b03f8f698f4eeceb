/** Where everything of the province listens. The hub is on `localhost`, the departments on `127.0.0.1`: cross-site on purpose. */
export interface Addresses {
  hub: string
  /** The old portal, as another site than the hub. */
  portal: string
  /** The same portal, as the same site. */
  portalSameSite: string
  /** The bridge of the owner of papers. */
  owner: string
  ports: { hub: number; portal: number; owner: number }
}

export function addressesFrom(portBase: number): Addresses {
  const ports = { hub: portBase, portal: portBase + 2, owner: portBase + 3 }
  return {
    hub: `http://localhost:${ports.hub}`,
    portal: `http://127.0.0.1:${ports.portal}`,
    portalSameSite: `http://localhost:${ports.portal}`,
    owner: `http://127.0.0.1:${ports.owner}`,
    ports,
  }
}
