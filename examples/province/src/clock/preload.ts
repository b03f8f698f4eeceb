/**
 * Preloaded into every process of the province and its worker threads, before any of their own code.
 * By `--require`: unlike `--import` it also reaches workers that run a text.
 */
import { followClock } from "./follow.ts"

const file = process.env["TONGBAN_SANDBOX_CLOCK"]
if (file === undefined)
  throw new Error("TONGBAN_SANDBOX_CLOCK names no file: start the province by npm start")
followClock(file)
