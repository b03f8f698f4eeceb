import { hubOwner, publishedArrangement, workCalendar } from "@tongban/standards"
import type { DepartmentSummary, WorkCalendar } from "@tongban/standards"
import type { Client, Department, Item, RegistryFile } from "./schema.ts"

/** What the security administrator registered: departments, their clients and items. Read-only. */
export class Registry {
  readonly clients: readonly Client[]
  /** Published as the hub starts; departments publish others. */
  readonly items: readonly Item[]
  /** The department that keeps what citizens upload, where there is one. */
  readonly uploadsDepartment: string | undefined
  /** The working days that limits are counted in. */
  readonly calendar: WorkCalendar
  readonly #departments: ReadonlyMap<string, Department>
  readonly #clients: ReadonlyMap<string, Client>

  constructor(file: RegistryFile) {
    this.clients = file.clients
    this.items = file.items
    this.calendar = workCalendar(file.holidays ?? [], publishedArrangement)
    this.uploadsDepartment = file.uploads?.department
    this.#departments = new Map(file.departments.map((department) => [department.id, department]))
    this.#clients = new Map(file.clients.map((client) => [client.id, client]))
  }

  client(id: string): Client | undefined {
    return this.#clients.get(id)
  }

  /** The code of a registered department's jurisdiction. */
  jurisdictionOf(department: string): string {
    return this.#departmentOf(department).jurisdiction
  }

  /** The department with this id, as others see it. Rows only ever name registered departments. */
  department(id: string): DepartmentSummary {
    const { name, shortName, phone } = this.#departmentOf(id)
    return { id, name, shortName, ...(phone !== undefined && { phone }) }
  }

  #departmentOf(id: string): Department {
    const department = this.#departments.get(id)
    if (department === undefined) throw new Error(`department ${id} is no longer in the registry`)
    return department
  }

  /** The client that serves a department's papers. */
  ownerClient(department: string): Client | undefined {
    return this.clients.find(
      (client) => client.kind === "serve" && client.department === department,
    )
  }
}

/** The faults of a registry that its schema cannot see, each with its place. Empty where it is sound. */
export function registryFaults(file: RegistryFile): string[] {
  const departments = new Set(file.departments.map((department) => department.id))
  const clients = new Map(file.clients.map((client) => [client.id, client]))
  const items = new Set(file.items.map((item) => item.code))
  const faults: string[] = []
  const twice = (what: string, ids: string[]) => {
    for (const id of new Set(ids.filter((each, at) => ids.indexOf(each) !== at))) {
      faults.push(`${what} ${id} is registered twice`)
    }
  }
  twice(
    "department",
    file.departments.map(({ id }) => id),
  )
  twice(
    "client",
    file.clients.map(({ id }) => id),
  )
  twice(
    "item",
    file.items.map(({ code }) => code),
  )
  twice(
    "the year",
    (file.holidays ?? []).map(({ year }) => String(year)),
  )
  for (const item of file.items) {
    if (!departments.has(item.department)) {
      faults.push(`item ${item.code}: its department ${item.department} is not registered`)
    }
  }
  if (file.uploads !== undefined && !departments.has(file.uploads.department)) {
    faults.push(`uploads: the department ${file.uploads.department} is not registered`)
  }
  for (const client of file.clients) {
    const fault = (text: string) => faults.push(`client ${client.id}: ${text}`)
    if (!departments.has(client.department))
      fault(`its department ${client.department} is not registered`)
    for (const code of client.itemCodes)
      if (!items.has(code)) fault(`item ${code} is not registered`)
    for (const key of client.jwks.keys)
      if ("d" in key) fault("its jwks holds a private key; register public keys only")
    if (client.kind === "portal") {
      if (client.origins.length === 0) fault("a portal needs its exact origins")
      if (client.returnUris.length === 0) fault("a portal needs its return URIs")
      const redeemer = clients.get(client.redeemedBy ?? "")
      if (redeemer?.kind !== "redeem" || redeemer.department !== client.department) {
        fault("redeemedBy must name a redeem client of the same department")
      }
      const { backChannelLogoutUri: logout } = client
      for (const uri of [...client.origins, ...client.returnUris, ...(logout ? [logout] : [])]) {
        if (!uri.startsWith(`${client.transport}://`)) {
          fault(
            `${uri} is not ${client.transport}; an http portal is an exception: register it with transport "http"`,
          )
        }
      }
    }
    if (client.kind === "redeem" && client.releaseKey === undefined) {
      fault("a redeem client needs releaseKey, the thumbprint of its directory key")
    }
    if (client.kind === "redeem" && file.uploads !== undefined && client.sealTo === undefined) {
      fault("a redeem client needs sealTo, its public enc key, as uploads are sealed to it")
    }
    if (client.sealTo !== undefined && "d" in client.sealTo) {
      fault("its sealTo holds a private key; register the public half only")
    }
    if (client.id === hubOwner) fault(`${hubOwner} names the hub itself; give it another id`)
    if (client.kind === "serve" && client.instance === undefined) {
      fault("a serve client needs instance, the name of its bridge in the directory")
    }
  }
  return faults
}
