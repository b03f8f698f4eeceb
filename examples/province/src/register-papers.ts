import { createHash } from "node:crypto"
import { createClient } from "@tongban/sdk"
import { clientAuth } from "@tongban/sdk/client-auth"
import type { SamplePaper } from "./data.ts"
import { materials } from "./data.ts"
import type { SandboxKeys } from "./keys.ts"

/** Registers the owner's papers at the hub, as the owner's own program would: metadata and digest only. */
export async function registerPapers(hub: string, keys: SandboxKeys): Promise<void> {
  const { assertion, sig } = keys.clients["zrzy-register"]
  const auth = clientAuth({
    issuer: `${hub}/oidc`,
    clientId: "zrzy-register",
    assertionKey: assertion,
    dpopKey: sig,
  })
  const tongban = createClient({ baseUrl: hub, auth })
  for (const paper of materials) await tongban.materials.register(registrationOf(paper))
}

function registrationOf({
  text,
  fields,
  ownerRef,
  licenceType,
  name,
  grade,
  number,
  holder,
  issuer,
  issuedOn,
  validFrom,
  status,
}: SamplePaper) {
  const bytes = new TextEncoder().encode(text)
  return {
    ownerRef,
    licenceType,
    name,
    grade,
    number,
    holder: { scheme: holder.scheme, number: holder.number },
    issuer,
    issuedOn,
    ...(validFrom !== undefined && { validFrom }),
    status,
    digest: createHash("sha256").update(bytes).digest("hex"),
    mediaType: "text/plain; charset=utf-8",
    size: bytes.length,
    fields: Object.keys(fields),
    sensitive: false,
  }
}
