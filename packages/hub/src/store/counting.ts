import type { KyselyPlugin } from "kysely"

/** Tells of each statement, and changes none. */
export const counting = (onStatement: (rows: number) => void): KyselyPlugin => ({
  transformQuery: ({ node }) => node,
  transformResult: ({ result }) => {
    onStatement(result.rows.length)
    return Promise.resolve(result)
  },
})
