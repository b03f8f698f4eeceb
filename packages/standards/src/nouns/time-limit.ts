import * as z from "zod/mini"

/** A number of days, 0 for what is done at once (即办件); working days follow 行政许可法(2019) 82. */
export const TimeLimit = z.object({
  days: z.int().check(z.nonnegative(), z.maximum(3650)),
  unit: z.enum(["workday", "day"]),
})
export type TimeLimit = z.infer<typeof TimeLimit>
