import { define } from "../parts/define.ts"
import { TongbanCaseStatus } from "../tongban-case-status/tongban-case-status.ts"

define("tongban-case-status", TongbanCaseStatus)
