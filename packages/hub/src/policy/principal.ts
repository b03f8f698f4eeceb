import type { ClientKind } from "@tongban/standards"
import type { HubLogin } from "../identity/hub-login.ts"

/** Who calls. Made by `authenticate`, judged by `authorize`, and by nothing else. */
export type Principal =
  | { kind: "nobody" }
  | {
      kind: "citizen"
      department: string
      clientId: string
      /** Pairwise at the department. */
      subject: string
      scopes: ReadonlySet<string>
      /** The hub login that the token stems from. */
      loginUid: string | undefined
    }
  | {
      kind: "client"
      department: string
      clientId: string
      clientKind: ClientKind
      /** RFC 7638 thumbprint of the key that the token is bound to. */
      keyThumbprint: string
    }
  | { kind: "surface"; surfaceId: string; personId: string; clientId: string }
  | { kind: "browser"; login: HubLogin | undefined }

export type Of<K extends Principal["kind"]> = Extract<Principal, { kind: K }>
