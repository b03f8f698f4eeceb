/** A click that meets the buttons just as they appear is not a decision (protocol M7). */
export const armedAfterMs = 500
