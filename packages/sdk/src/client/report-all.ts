import type { CaseReportAnswer, CaseReportLine } from "@tongban/standards"

/** A report of a batch: with the number of its case, and a key where it may have to be said again. */
export type NumberedReport = Omit<CaseReportLine, "inferred"> & { inferred?: boolean }

/** Well within the bounds of the hub (a character is 3 bytes at most), and done within one try. */
const mostLines = 5_000
const mostCharacters = 4_000_000

/**
 * Reports in batches, one after the other, and gives what became of each. The lines are numbered over all
 * batches.
 *
 * @param send - sends one batch; the answers are those of its lines
 */
export async function* reportAll(
  reports: Iterable<NumberedReport> | AsyncIterable<NumberedReport>,
  send: (lines: readonly CaseReportLine[]) => Promise<readonly CaseReportAnswer[]>,
): AsyncGenerator<CaseReportAnswer> {
  let sent = 0
  for await (const batch of batchesOf(reports)) {
    for (const answer of await send(batch)) yield { ...answer, line: sent + answer.line }
    sent += batch.length
  }
}

async function* batchesOf(
  reports: Iterable<NumberedReport> | AsyncIterable<NumberedReport>,
): AsyncGenerator<CaseReportLine[]> {
  let batch: CaseReportLine[] = []
  let characters = 0
  for await (const report of reports) {
    const line = { ...report, inferred: report.inferred ?? false }
    const { length } = JSON.stringify(line)
    if (batch.length === mostLines || (batch.length > 0 && characters + length > mostCharacters)) {
      yield batch
      batch = []
      characters = 0
    }
    batch.push(line)
    characters += length
  }
  if (batch.length > 0) yield batch
}
