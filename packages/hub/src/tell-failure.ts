import { toldError } from "@tongban/standards"

/** Says what has failed outside any request, on the error stream. */
export function tellFailure(words: string, error: unknown): void {
  console.error(`hub: ${words}`, toldError(error))
}
