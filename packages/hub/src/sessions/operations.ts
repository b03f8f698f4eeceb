import type { endSession, SessionEvent, watchSessions } from "@tongban/standards"
import { overlapMs } from "../events/feed.ts"
import type { EndedLogin } from "../events/feed.ts"
import { twoSteps } from "../http/operation.ts"
import type { Context, Follow } from "../http/operation.ts"
import { accessTokenSeconds, sessionSeconds } from "../identity/lifetimes.ts"
import { endLogin } from "../identity/end-login.ts"
import type { Parted } from "../identity/end-login.ts"
import { mustBe } from "../policy/must-be.ts"

/** Logout is a fact in the hub (protocol §0.3). Portals that asked for a call get it after the commit. */
export const end = twoSteps<typeof endSession, Parted[]>({
  async write({ db, principal, registry, personKeys, at }) {
    const { loginUid } = mustBe("citizen", principal)
    return loginUid === undefined ? [] : endLogin(db, loginUid, { registry, personKeys, at })
  },
  answer(parted, { callBack }) {
    callBack(parted)
    return Promise.resolve(undefined)
  },
})

export const watch: Follow<typeof watchSessions> = {
  async *follow(context, signal) {
    const { feed, principal, at } = context
    const { clientId } = mustBe("client", principal)
    // Follow first, then look back: what ends in between is then told twice and never missed.
    const endings = feed.endings(clientId, signal)
    for (const login of await endedSince(context, clientId)) yield told(login)
    yield { type: "following", at: at.toISOString() }
    for await (const [login] of endings) yield told(login)
  },
  /** An instant: what has ended before it, less the time a transaction takes, has been told. */
  position: ({ at }) => at,
}

const told = ({ sid, at }: EndedLogin): SessionEvent => ({
  type: "ended",
  sid,
  at: at.toISOString(),
})

async function endedSince(
  { db, at, lastEventId }: Context<typeof watchSessions>,
  clientId: string,
): Promise<EndedLogin[]> {
  const rows = await db
    .selectFrom("outbox")
    .select(["sid", "at"])
    .where("client_id", "=", clientId)
    .where("at", ">", lookBackTo(lastEventId, at))
    .orderBy("at")
    .execute()
  return rows.flatMap(({ sid, at: endedAt }) => (sid === null ? [] : [{ sid, at: endedAt }]))
}

/** No session outlives the login; without a position, no token that a gateway may hold is older than this. */
function lookBackTo(lastEventId: string | undefined, at: Date): Date {
  const told = new Date(lastEventId ?? at.getTime() - accessTokenSeconds * 1000).getTime()
  const oldest = at.getTime() - sessionSeconds * 1000
  // A position that is none of ours says nothing of what was told.
  return new Date(Number.isNaN(told) ? oldest : Math.max(told - overlapMs, oldest))
}
