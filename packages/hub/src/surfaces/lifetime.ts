const minute = 60_000

/** Protocol M2, M5: 60 minutes for a surface, 15 after the last call; the last call is noted each minute. */
export const surfaceLifetime = {
  wholeMs: 60 * minute,
  idleMs: 15 * minute,
  noteEveryMs: minute,
  unlockCodeMs: 30_000,
}

/** Whether a surface's session has ended. */
export const isSurfaceOver = (row: { expires_at: Date; seen_at: Date }, now: Date): boolean =>
  row.expires_at <= now || now.getTime() - row.seen_at.getTime() > surfaceLifetime.idleMs
