import { readFileSync } from "node:fs"

/** The portal's own look. */
export const style = readFileSync(new URL("style.css", import.meta.url))

/** A page that belonged to whoever has just logged out is left. */
export const script = `
let wasSignedIn = false
document.querySelector("tongban-login")?.addEventListener("tongban-login-change", ({ detail }) => {
  if (wasSignedIn && !detail.signedIn) location.assign("/")
  wasSignedIn = detail.signedIn
})
`
