/** The most bytes of a request's body. Papers never pass through the hub. */
export const bodyLimit = 256 * 1024

/** The most milliseconds that a request may take to arrive. */
export const requestTimeoutMs = 30_000
