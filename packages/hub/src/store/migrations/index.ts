import type { Migration } from "kysely/migration"
import * as thinWay from "./0001-thin-way.ts"
import * as corrections from "./0002-corrections.ts"
import * as parties from "./0003-parties.ts"
import * as consents from "./0004-consents.ts"
import * as sessionEvents from "./0005-session-events.ts"
import * as uploads from "./0006-uploads.ts"
import * as pageMode from "./0007-page-mode.ts"
import * as tickets from "./0008-tickets.ts"
import * as contentFetches from "./0009-content-fetches.ts"
import * as issuers from "./0010-issuers.ts"
import * as items from "./0011-items.ts"
import * as caseLists from "./0012-case-lists.ts"
import * as caseActs from "./0013-case-acts.ts"
import * as webhooks from "./0014-webhooks.ts"
import * as missedEvents from "./0015-missed-events.ts"
import * as met from "./0016-met.ts"
import * as revocations from "./0017-revocations.ts"
import * as reconciliation from "./0018-reconciliation.ts"
import * as webhookPauses from "./0021-webhook-pauses.ts"
import * as eventTraces from "./0022-event-traces.ts"
import * as rates from "./0024-rates.ts"
import * as undertakings from "./0026-undertakings.ts"

/**
 * Every migration, oldest first. A new one is a file and a line at the end; where two were written with
 * the same number, the one that comes later takes the next. One that was released is never changed.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-thin-way": thinWay,
  "0002-corrections": corrections,
  "0003-parties": parties,
  "0004-consents": consents,
  "0005-session-events": sessionEvents,
  "0006-uploads": uploads,
  "0007-page-mode": pageMode,
  "0008-tickets": tickets,
  "0009-content-fetches": contentFetches,
  "0010-issuers": issuers,
  "0011-items": items,
  "0012-case-lists": caseLists,
  "0013-case-acts": caseActs,
  "0014-webhooks": webhooks,
  "0015-missed-events": missedEvents,
  "0016-met": met,
  "0017-revocations": revocations,
  "0018-reconciliation": reconciliation,
  "0021-webhook-pauses": webhookPauses,
  "0022-event-traces": eventTraces,
  "0024-rates": rates,
  "0026-undertakings": undertakings,
}
