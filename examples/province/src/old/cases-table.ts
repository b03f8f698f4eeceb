import { DatabaseSync } from "node:sqlite"
import { legalDayOf } from "@tongban/standards"
import { localTime } from "../local-time.ts"
import type { OwedPaper, OwedPapers } from "../owed-papers.ts"
import { openPromisedPapers } from "../promised-papers.ts"
import type { PromisedPaper } from "../promised-papers.ts"
import { whole } from "../transaction.ts"

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
  /** 补正清单: a line a paper, the requirement's key first; 补正期限; 补正文号 */
  BZQD: string | null
  BZQX: string | null
  BZWH: string | null
  /** 通办办件标识: the one column that was added for Tongban */
  TBBJID: string | null
}

/** A paper of an application; one whose owner was away has neither digest nor path yet. */
export interface Paper {
  /** 材料编号: the requirement's key */
  CLBH: string
  CLMC: string
  /** 摘要、路径 */
  CLZY: string | null
  CLLJ: string | null
  /** 使用回执 */
  HDBH: string
  /** 待补凭据: with which a paper that is owed is asked for again */
  PJ?: string | null
}

/** What the clerk asks to be supplied, in one notice (一次告知). */
export interface Notice {
  list: string
  dueOn: string
}

/** 待补办 */
export const inCorrection = "28"

/** The states that the clerk's page offers; a correction has a form of its own. */
export const states = [
  { code: "12", name: "已提交" },
  { code: "26", name: "已接件" },
  { code: inCorrection, name: "待补办" },
  { code: "30", name: "已受理" },
  { code: "90", name: "正常办结" },
] as const

/** The tables of the old system. Only this module knows their SQL. */
export interface CasesTable extends OwedPapers {
  /**
   * Allots the next local number of the day: item code, day, four digits. The same draft always gets
   * the same one, so that a submission which was cut half-way can be sent again.
   */
  allotNumber(itemCode: string, draft: string, now: Date): string
  /** An application and its papers, both or neither. */
  insert(
    row: Pick<Row, "SBLSH" | "SXBM" | "SXMC" | "SQRXM" | "LXDH" | "JYCS" | "TBBJID">,
    papers: readonly Paper[],
    now: Date,
    promised?: readonly PromisedPaper[],
  ): Row
  find(localNumber: string): Row | undefined
  findByCase(caseId: string): Row | undefined
  newest(): Row[]
  /** In the order in which they came. */
  papersOf(localNumber: string): Paper[]
  /** False where there is no such row. */
  setState(localNumber: string, state: string, now: Date): boolean
  /** Sends an application back for what is listed. False where there is no such row. */
  askFor(localNumber: string, notice: Notice, now: Date): boolean
  /** Takes what was asked for; the clerk looks again. False where nothing was asked for any more. */
  supply(localNumber: string, papers: readonly Paper[], now: Date): boolean
  /** The papers that the applicant promised to supply later, and by when. */
  promisedOf(localNumber: string): PromisedPaper[]
  /** Takes papers that were promised. Sent twice, each is taken once. */
  takePromised(localNumber: string, papers: readonly Paper[]): void
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
      BZQD TEXT, BZQX TEXT, BZWH TEXT, TBBJID TEXT UNIQUE
    );
    CREATE TABLE IF NOT EXISTS YW_SPJYXK_CL (
      SBLSH TEXT NOT NULL, CLBH TEXT NOT NULL, CLMC TEXT NOT NULL, CLZY TEXT, CLLJ TEXT, HDBH TEXT NOT NULL,
      PRIMARY KEY (SBLSH, HDBH)
    );
    CREATE TABLE IF NOT EXISTS YW_SPJYXK_DB (
      SBLSH TEXT NOT NULL, HDBH TEXT NOT NULL, CLBH TEXT NOT NULL, PJ TEXT NOT NULL, PRIMARY KEY (SBLSH, HDBH)
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
    INSERT INTO YW_SPJYXK (SBLSH, SXBM, SXMC, SQRXM, LXDH, JYCS, SBSJ, BLZT, ZTSJ, TBBJID)
    VALUES (?, ?, ?, ?, ?, ?, ?, '12', ?, ?) RETURNING *`)
  const insertPaper = db.prepare(
    "INSERT INTO YW_SPJYXK_CL (SBLSH, CLBH, CLMC, CLZY, CLLJ, HDBH) VALUES (?, ?, ?, ?, ?, ?)",
  )
  const insertOwed = db.prepare(
    "INSERT INTO YW_SPJYXK_DB (SBLSH, HDBH, CLBH, PJ) VALUES (?, ?, ?, ?)",
  )
  const owed = db.prepare(`
    SELECT O.SBLSH AS localNumber, R.TBBJID AS caseId, O.CLBH AS requirement, O.HDBH AS receipt, O.PJ AS handle
    FROM YW_SPJYXK_DB O JOIN YW_SPJYXK R USING (SBLSH)`)
  const fill = db.prepare(
    "UPDATE YW_SPJYXK_CL SET CLMC = ?, CLZY = ?, CLLJ = ? WHERE SBLSH = ? AND HDBH = ?",
  )
  const dropOwed = db.prepare("DELETE FROM YW_SPJYXK_DB WHERE SBLSH = ? AND HDBH = ?")
  const byNumber = db.prepare("SELECT * FROM YW_SPJYXK WHERE SBLSH = ?")
  const byCase = db.prepare("SELECT * FROM YW_SPJYXK WHERE TBBJID = ?")
  const newest = db.prepare("SELECT * FROM YW_SPJYXK ORDER BY SBSJ DESC, SBLSH DESC LIMIT 100")
  const papers = db.prepare("SELECT * FROM YW_SPJYXK_CL WHERE SBLSH = ? ORDER BY rowid")
  const setState = db.prepare("UPDATE YW_SPJYXK SET BLZT = ?, ZTSJ = ? WHERE SBLSH = ?")
  const ask = db.prepare(
    "UPDATE YW_SPJYXK SET BLZT = '28', ZTSJ = ?, BZQD = ?, BZQX = ?, BZWH = ? WHERE SBLSH = ?",
  )
  const receiveAgain = db.prepare(
    "UPDATE YW_SPJYXK SET BLZT = '26', ZTSJ = ? WHERE SBLSH = ? AND BLZT = '28'",
  )
  const one = (row: unknown) => row as Row | undefined

  const nextNumber = (itemCode: string, now: Date): string => {
    const day = legalDayOf(now).replaceAll("-", "")
    const { XH } = next.get(day) as { XH: number }
    return `${itemCode}${day}${String(XH).padStart(4, "0")}`
  }
  const promises = openPromisedPapers(db)
  const insertPapers = (localNumber: string, of: readonly Paper[]) => {
    for (const { CLBH, CLMC, CLZY, CLLJ, HDBH, PJ } of of) {
      insertPaper.run(localNumber, CLBH, CLMC, CLZY, CLLJ, HDBH)
      if (PJ != null) insertOwed.run(localNumber, HDBH, CLBH, PJ)
    }
  }

  return {
    allotNumber: (itemCode, draft, now) =>
      whole(db, () => {
        const known = allotted.get(draft) as { SBLSH: string } | undefined
        const number = known?.SBLSH ?? nextNumber(itemCode, now)
        if (known === undefined) allot.run(draft, number)
        return number
      }),
    insert: ({ SBLSH, SXBM, SXMC, SQRXM, LXDH, JYCS, TBBJID }, of, now, promised = []) =>
      whole(db, () => {
        const at = localTime(now)
        const row = insert.get(SBLSH, SXBM, SXMC, SQRXM, LXDH, JYCS, at, at, TBBJID)
        insertPapers(SBLSH, of)
        promises.note(SBLSH, promised)
        return row as unknown as Row
      }),
    find: (localNumber) => one(byNumber.get(localNumber)),
    findByCase: (caseId) => one(byCase.get(caseId)),
    newest: () => newest.all() as unknown as Row[],
    papersOf: (localNumber) => papers.all(localNumber) as unknown as Paper[],
    setState: (localNumber, state, now) =>
      setState.run(state, localTime(now), localNumber).changes > 0,
    askFor: (localNumber, { list, dueOn }, now) =>
      ask.run(localTime(now), list, dueOn, noticeNumber(localNumber, now), localNumber).changes > 0,
    supply: (localNumber, of, now) =>
      whole(db, () => {
        const isAsked = receiveAgain.run(localTime(now), localNumber).changes > 0
        if (!isAsked) return false
        insertPapers(localNumber, of)
        for (const { CLBH } of of) promises.came(localNumber, CLBH)
        return true
      }),
    promisedOf: (localNumber) => promises.of(localNumber),
    takePromised(localNumber, of) {
      whole(db, () => {
        insertPapers(
          localNumber,
          of.filter(({ CLBH }) => promises.came(localNumber, CLBH)),
        )
      })
    },
    owed: () => owed.all() as unknown as OwedPaper[],
    arrived(localNumber, { name, digest, file: path, receipt }) {
      whole(db, () => {
        fill.run(name, digest ?? null, path ?? null, localNumber, receipt)
        dropOwed.run(localNumber, receipt)
      })
    },
    close: () => {
      db.close()
    },
  }
}

/** 补正文号, after the application's own number. */
const noticeNumber = (localNumber: string, now: Date): string =>
  `澄市监补〔${legalDayOf(now).slice(0, 4)}〕${localNumber.slice(-4)}号`
