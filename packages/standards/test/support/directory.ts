import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

/** A row of a service directory of Sichuan, as its file has it. */
export interface DirectoryRow {
  department: string
  mainItem: string
  name: string
  areaCode: string
  itemCode: string
  taskType: string
  deptCode: string
  embeddedBody: string | null
}

/** A directory, and what its file says of itself. */
export interface Directory {
  meta: {
    counts: {
      items: number
      departments: number
      deptCodes: number
      uniqueItemCodes: number
      deptCodeKindsDistinct: Record<string, number>
      deptCodeKindsPerItem: Record<string, number>
      embeddedBodyKindsPerItem: Record<string, number>
      taskType: Record<string, number>
    }
  }
  items: DirectoryRow[]
}

/** The folder of real tables: named by the environment, or beside the repository. They are never copied into it. */
const folder =
  process.env["TONGBAN_SHARED"] ?? fileURLToPath(new URL("../../../../../shared", import.meta.url))
const real = `${folder}/data/guangan-service-items.json`

/** 1,135 rows of one district where the folder of real tables is, else a few invented ones of the same shape. */
export function readDirectory(): Directory & { real: boolean } {
  if (existsSync(real))
    return { ...(JSON.parse(readFileSync(real, "utf8")) as Directory), real: true }
  process.stderr.write(
    `NOT TESTED ON REAL ITEMS: ${real} is not there; invented rows stand in. Set TONGBAN_SHARED to the folder that holds data/.\n`,
  )
  return { ...invented, real: false }
}

const region = "511602000000"
const row = (
  department: string,
  deptCode: string,
  [catalogue, name, taskType, mainItem = "未分类"]: [string, string, string, string?],
  embeddedBody: string | null,
): DirectoryRow => ({
  department,
  mainItem,
  name,
  areaCode: region,
  itemCode: `${catalogue}-${region}-000-${embeddedBody ?? deptCode}-1-00`,
  taskType,
  deptCode,
  embeddedBody,
})

const body = "11370699XY00001193"
/** One row for each way in which the real ones write a department's code. */
const rows: DirectoryRow[] = [
  row("市监局", body, ["511A0100000001", "食品经营许可", "1"], body),
  row("市监局", body, ["511F0100000002", "食品经营许可变更", "7", "食品经营许可"], body),
  row("教育局", "XY0000127", ["511A0200000001", "教师资格认定", "1"], body),
  row("民政局", "XY000013-5", ["511C0300000001", "老年人补贴发放", "5"], body),
  row("残联", "11370699xy0000143k", ["511C0400000001", "残疾人证办理", "20"], body),
  row("人社局", `${body}_5143`, ["511C0500000001", "就业登记", "20"], null),
  row("水务局", "1137069XY00001193", ["511A0600000001", "取水许可", "1"], "1137069XY00001193"),
  row("消防队", "XY0000110", ["511A0700000001", "消防安全检查", "1"], "11370699XY0000119C"),
]
const invented: Directory = {
  items: rows,
  meta: {
    counts: {
      items: 8,
      departments: 7,
      deptCodes: 7,
      uniqueItemCodes: 8,
      deptCodeKindsDistinct: {
        "uscc-ok": 1,
        "org-ok": 1,
        "org-ok-hyphen": 1,
        "lower-case": 1,
        "uscc-plus-suffix": 1,
        "other-len-17": 1,
        "org-bad-check": 1,
      },
      deptCodeKindsPerItem: {
        "uscc-ok": 2,
        "org-ok": 1,
        "org-ok-hyphen": 1,
        "lower-case": 1,
        "uscc-plus-suffix": 1,
        "other-len-17": 1,
        "org-bad-check": 1,
      },
      embeddedBodyKindsPerItem: { "uscc-ok": 5, empty: 1, "other-len-17": 1, "uscc-bad-check": 1 },
      taskType: { "1": 4, "5": 1, "7": 1, "20": 2 },
    },
  },
}
