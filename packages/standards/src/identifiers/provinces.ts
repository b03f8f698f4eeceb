/** The first two digits of every province's code (GB/T 2260), 34 of them. */
const provinces =
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82"

/** Whether two digits begin the code of a province. */
export const isProvince = (two: string): boolean =>
  two.length === 2 && provinces.split(" ").includes(two)
