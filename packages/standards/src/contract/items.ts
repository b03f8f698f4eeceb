import * as z from "zod/mini"
import { endpoint } from "./endpoint.ts"
import { whoeverAsks } from "./reach.ts"
import { ServiceItem } from "../nouns/item.ts"
import { AnyItemCode } from "../nouns/values.ts"

/** Reads the published version of an item. */
export const getItem = endpoint({
  id: "items.get",
  kind: "json",
  method: "GET",
  path: "/v1/items/:itemCode",
  summary: "Read the published version of a service item.",
  callers: ["public", "citizen"],
  reach: [
    {
      object: "item",
      at: "params.itemCode",
      none: "item_unknown",
      sees: { public: whoeverAsks, citizen: whoeverAsks },
    },
  ],
  params: z.strictObject({ itemCode: AnyItemCode }),
  answer: ServiceItem,
  problems: ["item_unknown"],
})
