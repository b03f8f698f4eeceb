import type { DepartmentSummary, Requirement, Words } from "@tongban/standards"
import type { ConsentNotice } from "@tongban/standards/words"

interface About {
  surface: string
  department: DepartmentSummary
  item: { code: string; name: Words; shortName: Words }
  requirements: Requirement[]
  purpose: Words
}

/** What the hub writes into the surface's page: who asks for what, and no personal data. */
export interface SurfaceData extends About {
  page: "surface"
  /** In a frame: the only origin that it speaks to. */
  portalOrigin?: string
  /** As a page of its own: the ways to the login and back to the form. */
  loginUrl?: string
  returnUrl?: string
  /** Whether this hub keeps uploads. */
  uploads: boolean
}

export interface UnlockData extends About {
  page: "unlock"
  signedIn: boolean
  /** The masked name, `*秋月`. */
  account?: string
  loginUrl: string
}

export interface ConsentData {
  page: "consent"
  consent: string
  department: DepartmentSummary
  item: About["item"]
  /** The masked name of whoever is logged in. */
  account?: string
  loginUrl: string
  /** Why nothing can be decided here and now. */
  refusal?: string
  decision?: "agreed" | "refused"
  /** For its decider only, as all that names the paper. */
  notice?: ConsentNotice
  form?: string
}

export interface LoginData {
  page: "login"
  uid: string
  client: { department?: DepartmentSummary }
  personas: { key: string; name: Words; about: Words }[]
}

/** Reads what the hub wrote into this page. */
export function readPage<Data>(): Data {
  const text = document.getElementById("tongban-page")?.textContent
  return JSON.parse(text ?? "null") as Data
}

/** Puts the page's one element into it. */
export function show(tag: string, element: CustomElementConstructor): void {
  customElements.define(tag, element)
  document.body.append(document.createElement(tag))
}
