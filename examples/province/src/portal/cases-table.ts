import { DatabaseSync } from "node:sqlite"
import { legalDayOf } from "@tongban/standards"

/** A row of the bureau's own business table, as its program of 2012 keeps it. */
export interface Row {
  /** 申报流水号 */
  SBLSH: string
  SXBM: string
  SXMC: string
  /** 申请人姓名 */
  SQRXM: string
  LXDH: string
  /** 经营场所 */
  JYCS: string
  SBSJ: string
  /** 办理状态: Epoint's codes */
  BLZT: string
  ZTSJ: string
  /** 材料名称、摘要、路径、使用回执 */
  CLMC: string | null
  CLZY: string | null
  CLLJ: string | null
  HDBH: string | null
  /** 通办办件标识: the one column that was added for Tongban */
  TBBJID: string | null
}

/** The states that the clerk's page offers. */
export const states = [
  { code: "12", name: "已提交" },
  { code: "26", name: "已接件" },
  { code: "30", name: "已受理" },
  { code: "90", name: "正常办结" },
] as const

/** The table of the old system. Only this module knows its SQL. */
export interface CasesTable {
  /**
   * Allots the next local number of the day: item code, day, four digits. The same draft always gets
   * the same one, so that a submission which was cut half-way can be sent again.
   */
  allotNumber(itemCode: string, draft: string, now: Date): string
  insert(row: Omit<Row, "BLZT" | "ZTSJ" | "SBSJ">, now: Date): Row
  find(localNumber: string): Row | undefined
  findByCase(caseId: string): Row | undefined
  newest(): Row[]
  /** False where there is no such row. */
  setState(localNumber: string, state: string, now: Date): boolean
  close(): void
}

export function openCasesTable(file: string): CasesTable {
  const db = new DatabaseSync(file)
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA busy_timeout = 5000;
    CREATE TABLE IF NOT EXISTS YW_SPJYXK (
      SBLSH TEXT PRIMARY KEY, SXBM TEXT NOT NULL, SXMC TEXT NOT NULL, SQRXM TEXT NOT NULL, LXDH TEXT NOT NULL,
      JYCS TEXT NOT NULL, SBSJ TEXT NOT NULL, BLZT TEXT NOT NULL, ZTSJ TEXT NOT NULL,
      CLMC TEXT, CLZY TEXT, CLLJ TEXT, HDBH TEXT, TBBJID TEXT UNIQUE
    );
    CREATE TABLE IF NOT EXISTS YW_LSH (RQ TEXT PRIMARY KEY, XH INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS YW_LSHFP (TBBJID TEXT PRIMARY KEY, SBLSH TEXT NOT NULL UNIQUE);
  `)
  const next = db.prepare(
    "INSERT INTO YW_LSH (RQ, XH) VALUES (?, 1) ON CONFLICT (RQ) DO UPDATE SET XH = XH + 1 RETURNING XH",
  )
  const allotted = db.prepare("SELECT SBLSH FROM YW_LSHFP WHERE TBBJID = ?")
  const allot = db.prepare("INSERT INTO YW_LSHFP (TBBJID, SBLSH) VALUES (?, ?)")
  const insert = db.prepare(`
    INSERT INTO YW_SPJYXK (SBLSH, SXBM, SXMC, SQRXM, LXDH, JYCS, SBSJ, BLZT, ZTSJ, CLMC, CLZY, CLLJ, HDBH, TBBJID)
    VALUES (?, ?, ?, ?, ?, ?, ?, '12', ?, ?, ?, ?, ?, ?)`)
  const byNumber = db.prepare("SELECT * FROM YW_SPJYXK WHERE SBLSH = ?")
  const byCase = db.prepare("SELECT * FROM YW_SPJYXK WHERE TBBJID = ?")
  const newest = db.prepare("SELECT * FROM YW_SPJYXK ORDER BY SBSJ DESC, SBLSH DESC LIMIT 100")
  const setState = db.prepare("UPDATE YW_SPJYXK SET BLZT = ?, ZTSJ = ? WHERE SBLSH = ?")
  const one = (row: unknown) => row as Row | undefined

  const nextNumber = (itemCode: string, now: Date): string => {
    const day = legalDayOf(now).replaceAll("-", "")
    const { XH } = next.get(day) as { XH: number }
    return `${itemCode}${day}${String(XH).padStart(4, "0")}`
  }

  return {
    allotNumber(itemCode, draft, now) {
      db.exec("BEGIN IMMEDIATE")
      try {
        const known = allotted.get(draft) as { SBLSH: string } | undefined
        const number = known?.SBLSH ?? nextNumber(itemCode, now)
        if (known === undefined) allot.run(draft, number)
        db.exec("COMMIT")
        return number
      } catch (error) {
        db.exec("ROLLBACK")
        throw error
      }
    },
    insert(row, now) {
      const at = localTime(now)
      const { SBLSH, SXBM, SXMC, SQRXM, LXDH, JYCS, CLMC, CLZY, CLLJ, HDBH, TBBJID } = row
      insert.run(SBLSH, SXBM, SXMC, SQRXM, LXDH, JYCS, at, at, CLMC, CLZY, CLLJ, HDBH, TBBJID)
      return { ...row, SBSJ: at, BLZT: "12", ZTSJ: at }
    },
    find: (localNumber) => one(byNumber.get(localNumber)),
    findByCase: (caseId) => one(byCase.get(caseId)),
    newest: () => newest.all() as unknown as Row[],
    setState: (localNumber, state, now) =>
      setState.run(state, localTime(now), localNumber).changes > 0,
    close: () => {
      db.close()
    },
  }
}

const clock = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "medium",
})

/** `2026-11-23 10:32:00` in Asia/Shanghai, as the table has it. */
const localTime = (at: Date): string => clock.format(at)
