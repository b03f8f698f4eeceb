import type { DatabaseSync } from "node:sqlite"
import { formatDay } from "@tongban/standards"
import type { ServiceItem } from "@tongban/standards"

/** A paper that an applicant has promised to supply later (容缺后补). */
export interface PromisedPaper {
  /** The requirement's key. */
  requirement: string
  /** The last day, `YYYY-MM-DD`. */
  dueOn: string
}

/** What is promised to a portal's applications, in a table of its own. Each call belongs into a transaction. */
export interface PromisedPapers {
  note(localNumber: string, promised: readonly PromisedPaper[]): void
  of(localNumber: string): PromisedPaper[]
  /** Whether a paper was owed; from now on it is not. */
  came(localNumber: string, requirement: string): boolean
}

export function openPromisedPapers(db: DatabaseSync): PromisedPapers {
  db.exec(`CREATE TABLE IF NOT EXISTS tb_promised (
    number TEXT NOT NULL, requirement TEXT NOT NULL, due_on TEXT NOT NULL, PRIMARY KEY (number, requirement)
  )`)
  const note = db.prepare(
    "INSERT INTO tb_promised (number, requirement, due_on) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  )
  const of = db.prepare(
    "SELECT requirement, due_on AS dueOn FROM tb_promised WHERE number = ? ORDER BY rowid",
  )
  const came = db.prepare("DELETE FROM tb_promised WHERE number = ? AND requirement = ?")
  return {
    note(localNumber, promised) {
      for (const { requirement, dueOn } of promised) note.run(localNumber, requirement, dueOn)
    },
    of: (localNumber) => of.all(localNumber) as unknown as PromisedPaper[],
    came: (localNumber, requirement) => came.run(localNumber, requirement).changes > 0,
  }
}

/** `检测报告，最晚12月9日（周三）` */
export const promisedWords = (
  { requirements }: Pick<ServiceItem, "requirements">,
  { requirement, dueOn }: PromisedPaper,
): string => {
  const name = requirements.find(({ key }) => key === requirement)?.name.zh ?? requirement
  return `${name}，最晚${formatDay(dueOn, "zh-CN")}`
}
