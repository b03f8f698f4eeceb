import * as z from "zod/mini"
import type { CodeList } from "./scheme.ts"

/** The schema of a list's codes. Its calls are marked pure, so that a bundle has only the lists it uses. */
export const codeOf = <const L extends CodeList>(list: L) =>
  z.enum(Object.keys(list) as (keyof L & string)[])
