/** A hub login, and everything that stems from it. */
export const sessionSeconds = 8 * 60 * 60
/** What a gateway may go on with before it must ask again. */
export const accessTokenSeconds = 300
