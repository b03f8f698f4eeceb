import { define } from "../parts/define.ts"
import { TongbanLogin } from "../tongban-login/tongban-login.ts"

define("tongban-login", TongbanLogin)
