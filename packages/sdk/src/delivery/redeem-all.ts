import { fetchContent, redeem, reportOutcome } from "@tongban/standards"
import type { Body, Redemption } from "@tongban/standards"
import type { WithResponse } from "../client/call-promise.ts"
import type { Caller } from "../client/call.ts"
import type { CallOptions, Sending } from "../client/send.ts"
import { receive } from "./receive.ts"
import type { DeliveryKeys, Received, ReceivedPaper } from "./receive.ts"

/**
 * Redeems handles, fetches each paper from its owner and tells the hub what became of it.
 *
 * @throws {TypeError} where the client was made without what redeeming needs
 */
export async function redeemAll(
  call: Caller,
  { baseUrl, auth, delivery }: Sending & { delivery?: DeliveryKeys },
  body: Body<typeof redeem>,
  options: CallOptions = {},
): Promise<WithResponse<Received[]>> {
  const { prove } = auth ?? {}
  if (prove === undefined || delivery === undefined) {
    throw new TypeError(
      "redeeming needs `auth` with the release key and `delivery` with the directory and its decryption key",
    )
  }
  const { data, response } = await call(redeem, { body }, options).withResponse()
  const also = options.signal && { signal: options.signal }

  const fetched = async (redemption: Redemption): Promise<ReceivedPaper> => {
    const received = await receive(redemption, {
      auth: { prove },
      issuer: new URL(baseUrl).origin,
      fromHub: (redemptionId) => call(fetchContent, { params: { redemptionId } }, also),
      ...delivery,
    })
    const outcome: Body<typeof reportOutcome> =
      received.status === "delivered"
        ? { outcome: "delivered", provenance: received.provenance }
        : { outcome: "failed", reason: received.problem.code }
    await call(reportOutcome, { params: { redemptionId: redemption.id }, body: outcome }, also)
    return received
  }
  const promised = (data.undertakings ?? []).map(({ requirement, caseId, dueOn }) => ({
    status: "promised" as const,
    requirement,
    caseId,
    dueOn,
  }))
  return { data: [...(await Promise.all(data.redemptions.map(fetched))), ...promised], response }
}
