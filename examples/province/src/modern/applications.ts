import { DatabaseSync } from "node:sqlite"
import { legalDayOf } from "@tongban/standards"
import { localTime } from "../local-time.ts"
import type { OwedPaper, OwedPapers } from "../owed-papers.ts"
import { openPromisedPapers } from "../promised-papers.ts"
import type { PromisedPaper } from "../promised-papers.ts"
import type { ReceivedPaper } from "../receive-papers.ts"
import { whole } from "../transaction.ts"

/** A row of the bureau's business table: the `pre_apasinfo` family of Zhejiang, mixed case and [sic] names included. */
export interface Application {
  /** 办件编号 */
  projid: string
  servicecode: string
  servicename: string
  /** 办件名称 */
  projectname: string
  /** 申请人 */
  applyname: string
  telphone: string
  deptid: string
  areacode: string
  receivetime: string
  acceptTime: string | null
  /** 办件状态: see `stateNames`. */
  handlestate: string
  /** 状态时间 */
  handletime: string
  /** 办理结果 */
  transactResult: string | null
  /** 补正内容: a line a paper, the requirement's key first; 补正期限 */
  correctlist: string | null
  correctdate: string | null
  /** The two columns that were added for Tongban: the case, and the applicant's pairwise subject. */
  tbcaseid: string
  tbsub: string
}

export type NewApplication = Pick<
  Application,
  "projid" | "servicecode" | "servicename" | "projectname" | "applyname" | "telphone"
> &
  Pick<Application, "tbcaseid" | "tbsub">

/** 办件状态: the codes of Zhejiang's list that this portal sets. */
export const stateNames = {
  "02": "收件",
  "05": "受理",
  "06": "补齐补正",
  "10": "办结",
  "12": "在办",
} as const
export type State = keyof typeof stateNames
/** 补齐补正 */
export const inCorrection: State = "06"

/** What a clerk may do, state by state. A correction has a form of its own. */
export const moves: Record<string, readonly State[]> = {
  "02": ["05", "06"],
  "05": ["12", "10"],
  "06": [],
  "10": [],
  "12": ["10"],
}

/** What the clerk asks to be supplied, in one notice (一次告知). */
export interface Notice {
  list: string
  dueOn: string
}

/** The bureau's own tables. Only this module knows their SQL. */
export interface Applications extends OwedPapers {
  /** The same draft always gets the same number, so that a submission that was cut can be sent again. */
  allotNumber(draft: string, now: Date): string
  /** An application, its papers and what was promised to follow: all or nothing. */
  insert(
    application: NewApplication,
    papers: readonly ReceivedPaper[],
    now: Date,
    promised?: readonly PromisedPaper[],
  ): Application
  find(projid: string): Application | undefined
  findByCase(caseId: string): Application | undefined
  /** One person's, newest first. */
  of(sub: string): Application[]
  /** Newest first. */
  queue(): Application[]
  /** In the order in which they came. */
  papersOf(projid: string): ReceivedPaper[]
  /** Moves an application on, where its state allows it. */
  move(projid: string, to: State, result: string | undefined, now: Date): boolean
  /** Sends an application back for what is listed, where its state allows it. */
  askFor(projid: string, notice: Notice, now: Date): boolean
  /** Takes what was asked for; the clerk looks again. False where nothing was asked for any more. */
  supply(projid: string, papers: readonly ReceivedPaper[], now: Date): boolean
  /** The papers that the applicant promised to supply later, and by when. */
  promisedOf(projid: string): PromisedPaper[]
  /** Takes papers that were promised. Sent twice, each is taken once. */
  takePromised(projid: string, papers: readonly ReceivedPaper[]): void
  close(): void
}

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA busy_timeout = 5000;
  CREATE TABLE IF NOT EXISTS pre_apasinfo (
    projid TEXT PRIMARY KEY, projpwd TEXT, servicecode TEXT, servicename TEXT, projectname TEXT, infotype TEXT,
    applyname CHAR(60), applyCardtype TEXT, applyCardnumber TEXT, contactman TEXT, telphone TEXT, deptid TEXT,
    areacode TEXT, receivetime TEXT, acceptTime TEXT, promisevalue INTEGER, promisetype TEXT, handlestate TEXT,
    handletime TEXT, transactResult TEXT, taketype TEXT, applyType TEXT, remark BLOB, correctlist TEXT,
    correctdate TEXT, tbcaseid TEXT UNIQUE, tbsub TEXT
  );
  CREATE TABLE IF NOT EXISTS pre_apasattr (
    projid TEXT NOT NULL, attrcode TEXT NOT NULL, attrname TEXT NOT NULL, digest TEXT, filepath TEXT,
    receipt TEXT NOT NULL, PRIMARY KEY (projid, receipt)
  );
  CREATE TABLE IF NOT EXISTS pre_apasowed (
    projid TEXT NOT NULL, attrcode TEXT NOT NULL, receipt TEXT NOT NULL, handle TEXT NOT NULL,
    PRIMARY KEY (projid, receipt)
  );
  CREATE TABLE IF NOT EXISTS pre_apasnumber (
    draft TEXT PRIMARY KEY, year TEXT NOT NULL, serial INTEGER NOT NULL, UNIQUE (year, serial)
  );`

/** The bureau's credit code and area, as its program writes them into each row. */
const bureau = { deptid: "11370699XY0001154Y", areacode: "370699" }

export function openApplications(file: string): Applications {
  const db = new DatabaseSync(file)
  db.exec(schema)
  const allot = db.prepare(`
    INSERT INTO pre_apasnumber (draft, year, serial)
    VALUES (?1, ?2, (SELECT coalesce(max(serial), 412) + 1 FROM pre_apasnumber WHERE year = ?2))
    ON CONFLICT (draft) DO UPDATE SET draft = draft RETURNING year, serial`)
  const insert = db.prepare(`
    INSERT INTO pre_apasinfo (projid, servicecode, servicename, projectname, infotype, applyname, contactman,
      telphone, deptid, areacode, receivetime, promisevalue, promisetype, handlestate, handletime, taketype,
      applyType, tbcaseid, tbsub)
    VALUES (?1, ?2, ?3, ?4, '2', ?5, ?5, ?6, ?7, ?8, ?9, 5, '1', '02', ?9, '0', '0', ?10, ?11) RETURNING *`)
  const insertPaper = db.prepare(`
    INSERT INTO pre_apasattr (projid, attrcode, attrname, digest, filepath, receipt) VALUES (?, ?, ?, ?, ?, ?)`)
  const insertOwed = db.prepare(
    "INSERT INTO pre_apasowed (projid, attrcode, receipt, handle) VALUES (?, ?, ?, ?)",
  )
  const owed = db.prepare(`
    SELECT o.projid AS localNumber, a.tbcaseid AS caseId, o.attrcode AS requirement, o.receipt, o.handle
    FROM pre_apasowed o JOIN pre_apasinfo a USING (projid)`)
  const fill = db.prepare(
    "UPDATE pre_apasattr SET attrname = ?, digest = ?, filepath = ? WHERE projid = ? AND receipt = ?",
  )
  const dropOwed = db.prepare("DELETE FROM pre_apasowed WHERE projid = ? AND receipt = ?")
  const byNumber = db.prepare("SELECT * FROM pre_apasinfo WHERE projid = ?")
  const byCase = db.prepare("SELECT * FROM pre_apasinfo WHERE tbcaseid = ?")
  const bySub = db.prepare(
    "SELECT * FROM pre_apasinfo WHERE tbsub = ? ORDER BY receivetime DESC, projid DESC LIMIT 100",
  )
  const queue = db.prepare(
    "SELECT * FROM pre_apasinfo ORDER BY receivetime DESC, projid DESC LIMIT 100",
  )
  const papers = db.prepare("SELECT * FROM pre_apasattr WHERE projid = ? ORDER BY rowid")
  const move = db.prepare(`
    UPDATE pre_apasinfo SET handlestate = ?2, handletime = ?3, transactResult = ?4,
      acceptTime = CASE WHEN ?2 = '05' THEN ?3 ELSE acceptTime END
    WHERE projid = ?1`)
  const ask = db.prepare(`
    UPDATE pre_apasinfo SET handlestate = '06', handletime = ?, correctlist = ?, correctdate = ? WHERE projid = ?`)
  const receiveAgain = db.prepare(
    "UPDATE pre_apasinfo SET handlestate = '02', handletime = ? WHERE projid = ? AND handlestate = '06'",
  )
  const promises = openPromisedPapers(db)
  const insertPapers = (projid: string, of: readonly ReceivedPaper[]) => {
    for (const { requirement, name, digest, file: path, receipt, handle } of of) {
      insertPaper.run(projid, requirement, name, digest ?? null, path ?? null, receipt)
      if (handle !== undefined) insertOwed.run(projid, requirement, receipt, handle)
    }
  }
  const one = (row: unknown) => row as Application | undefined
  const many = (rows: unknown) => rows as Application[]
  const allows = (projid: string, to: State) =>
    moves[one(byNumber.get(projid))?.handlestate ?? ""]?.includes(to) === true

  return {
    allotNumber(draft, now) {
      const { year, serial } = allot.get(draft, legalDayOf(now).slice(0, 4)) as {
        year: string
        serial: number
      }
      return `WJ${year}-${String(serial).padStart(5, "0")}`
    },
    insert: (application, of, now, promised = []) =>
      whole(db, () => {
        const { projid, servicecode, servicename, projectname } = application
        const { applyname, telphone, tbcaseid, tbsub } = application
        const at = localTime(now)
        const { deptid, areacode } = bureau
        const what = [projid, servicecode, servicename, projectname, applyname, telphone]
        const row = insert.get(...what, deptid, areacode, at, tbcaseid, tbsub)
        insertPapers(projid, of)
        promises.note(projid, promised)
        return row as unknown as Application
      }),
    find: (projid) => one(byNumber.get(projid)),
    findByCase: (caseId) => one(byCase.get(caseId)),
    of: (sub) => many(bySub.all(sub)),
    queue: () => many(queue.all()),
    papersOf: (projid) => papers.all(projid).map(paperOf),
    move: (projid, to, result, now) =>
      whole(db, () => {
        if (to === "06" || !allows(projid, to)) return false
        move.run(projid, to, localTime(now), result ?? null)
        return true
      }),
    askFor: (projid, { list, dueOn }, now) =>
      whole(db, () => {
        if (!allows(projid, "06")) return false
        ask.run(localTime(now), list, dueOn, projid)
        return true
      }),
    supply: (projid, of, now) =>
      whole(db, () => {
        if (receiveAgain.run(localTime(now), projid).changes === 0) return false
        insertPapers(projid, of)
        for (const { requirement } of of) promises.came(projid, requirement)
        return true
      }),
    promisedOf: (projid) => promises.of(projid),
    takePromised(projid, of) {
      whole(db, () => {
        insertPapers(
          projid,
          of.filter(({ requirement }) => promises.came(projid, requirement)),
        )
      })
    },
    owed: () => owed.all() as unknown as OwedPaper[],
    arrived(projid, { name, digest, file: path, receipt }) {
      whole(db, () => {
        fill.run(name, digest ?? null, path ?? null, projid, receipt)
        dropOwed.run(projid, receipt)
      })
    },
    close: () => {
      db.close()
    },
  }
}

function paperOf(row: Record<string, unknown>): ReceivedPaper {
  const text = (name: string) => (typeof row[name] === "string" ? row[name] : undefined)
  return {
    requirement: text("attrcode") ?? "",
    name: text("attrname") ?? "",
    digest: text("digest"),
    file: text("filepath"),
    receipt: text("receipt") ?? "",
  }
}
