/** What a process has used. */
export interface Used {
  /** Microseconds of the CPU, all threads together. */
  cpu: number
  /** The most memory that it has had, in MB. */
  peakMb: number
}

/** What this process has used so far. */
export function used(): Used {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  return { cpu: userCPUTime + systemCPUTime, peakMb: maxRSS / 1024 }
}
