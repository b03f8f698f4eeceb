import { ResponseBodyError } from "oauth4webapi"

/** Why the hub could not be asked, in its own words where it gave some; never a token. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof ResponseBodyError)
    return [error.error, error.error_description].filter(Boolean).join(": ")
  return error instanceof Error ? error.message : String(error)
}
