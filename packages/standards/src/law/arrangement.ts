import * as z from "zod/mini"
import { LegalDay, Words } from "../nouns/values.ts"
import { isWeekend, yearOf } from "./days.ts"

const Days = z.array(LegalDay).check(z.maxLength(60))

/**
 * The holidays of one year (部分节假日安排), as the State Council's General Office publishes them each
 * autumn for the next. An operator loads a year that `publishedArrangement` does not have yet.
 */
export const YearArrangement = z
  .strictObject({
    year: z.int().check(z.minimum(1950), z.maximum(2200)),
    /** The notice that says so. */
    source: Words,
    /** Mondays to Fridays that are off, `YYYY-MM-DD`. */
    off: Days,
    /** Saturdays and Sundays that are worked (调休上班), `YYYY-MM-DD`. */
    worked: Days,
  })
  .check(
    z.refine(({ year, off, worked }) => [...off, ...worked].every((day) => yearOf(day) === year), {
      error: "holds a day of another year",
    }),
    z.refine(({ off }) => !off.some(isWeekend), {
      path: ["off"],
      error: "holds a Saturday or Sunday, which is off anyway",
    }),
    z.refine(({ worked }) => worked.every(isWeekend), {
      path: ["worked"],
      error: "holds a day from Monday to Friday, which is worked anyway",
    }),
  )
export type YearArrangement = z.infer<typeof YearArrangement>
