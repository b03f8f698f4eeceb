import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { departmentOnly } from "./reach.ts"
import { MaterialRegistration } from "../nouns/material.ts"
import { Id } from "../nouns/values.ts"

/** Registers a paper of the calling department, or replaces what was said of it. */
export const registerMaterial = endpoint({
  id: "materials.register",
  kind: "json",
  method: "POST",
  path: "/v1/materials",
  summary: "Register the metadata of a paper that the department holds.",
  callers: ["register"],
  reach: [
    { object: "ownerRef", at: "body.ownerRef", none: "served", sees: { register: departmentOnly } },
  ],
  idempotent: true,
  body: MaterialRegistration,
  answer: z.object({ id: Id }),
  status: 201,
  problems: [],
})
