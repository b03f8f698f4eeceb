import * as z from "zod/mini"
import { AnyItemCode } from "@tongban/standards"
import { Column, HubOrigin, Path, text, whole } from "../setting.ts"
import { isPattern } from "./file-name.ts"

/** How a department that can only export is watched: by the CSV files that its clerk drops into a folder. */
export const Drop = z.strictObject({
  hub: HubOrigin,
  client: text(64),
  assertionKey: Path,
  dpopKey: Path,
  everyMs: z._default(whole(200, 3_600_000), 1000),
  /** The scheme of the state column's words. */
  scheme: text(60),
  drop: z.strictObject({
    folder: Path,
    /** How an export is named, as `zrzy-export-{day}-{time}.csv`: its day tells which one is newer. */
    pattern: text(200).check(
      z.refine(isPattern, {
        error:
          "must be a file name with {day} once, as in export-{day}.csv; {time} may stand once after it, * for anything",
      }),
    ),
    encoding: z.enum(["gb18030", "utf-8"], { error: "must be gb18030 or utf-8" }),
    columns: z.strictObject({
      localNumber: Column,
      item: Column,
      state: Column,
      /** 公民身份号码 of the applicant. */
      partyNumber: z.optional(Column),
    }),
    /** The department's names of its items, and their codes. */
    items: z.record(text(200), AnyItemCode),
    /** Its words for states, their shared states, and the column of the day on which each takes effect. */
    states: z.record(
      text(60),
      z.strictObject({ state: text(40), effectiveOn: z.optional(Column) }),
    ),
    /** What stands in place of a number in a row that is no case, such as 合计. */
    totals: z._default(z.array(text(50)), ["合计"]),
    mostBytes: z._default(whole(1, 256 * 1024 * 1024), 16 * 1024 * 1024),
    mostRows: z._default(whole(1, 1_000_000), 50_000),
  }),
})
/** How a bridge reads a department's dropped exports. */
export type DropConfig = z.infer<typeof Drop>
