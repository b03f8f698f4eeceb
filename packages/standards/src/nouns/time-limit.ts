import * as z from "zod/mini"

/** A number of days; working days follow 行政许可法(2019) 82. */
export const TimeLimit = z.object({ days: z.int(), unit: z.enum(["workday", "day"]) })
export type TimeLimit = z.infer<typeof TimeLimit>
