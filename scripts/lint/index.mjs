import { markup } from "./markup.mjs"
import { sql } from "./sql.mjs"
import { styles } from "./styles.mjs"
import { timeZone } from "./time-zone.mjs"
import { trx } from "./trx.mjs"
import { words } from "./words.mjs"

/** Our own rules for ESLint: what no ready-made rule knows. */
export const tongban = { rules: { markup, sql, styles, "time-zone": timeZone, trx, words } }
