import { createClient } from "@tongban/sdk"
import { clientAuth } from "@tongban/sdk/client-auth"
import type { SamplePaper } from "./data.ts"
import { papersOf } from "./data.ts"
import type { SandboxKeys } from "./keys.ts"
import { fileOf } from "./papers/sample-paper.ts"

/** Who holds papers, and the client that registers them. */
const owners = [
  { department: "zrzy", client: "zrzy-register" },
  { department: "wjj", client: "wjj-register" },
] as const

/** Registers each owner's papers at the hub, as its own program would: metadata and digest only. */
export async function registerPapers(hub: string, { clients }: SandboxKeys): Promise<void> {
  for (const { department, client } of owners) {
    const { assertion, sig } = clients[client]
    const auth = clientAuth({
      issuer: `${hub}/oidc`,
      clientId: client,
      assertionKey: assertion,
      dpopKey: sig,
    })
    const tongban = createClient({ baseUrl: hub, auth })
    for (const paper of papersOf(department))
      await tongban.materials.register(await registrationOf(paper))
  }
}

async function registrationOf(paper: SamplePaper) {
  const { bytes, digest } = await fileOf(paper)
  const {
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
    validTo,
    status,
    sensitive = false,
  } = paper
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
    ...(validTo !== undefined && { validTo }),
    status,
    digest,
    mediaType: "application/pdf",
    size: bytes.length,
    fields: Object.keys(fields),
    sensitive,
  }
}
