import { reasonOf } from "../client-auth/reason.ts"

/** Tells whoever runs the portal; the citizen is told by the page. */
export function sayFailure(what: string, error: unknown): void {
  console.warn(`tongban gateway: ${what} (${reasonOf(error)})`)
}
