import type { ObjectStore } from "../uploads/object-store.ts"

/** A store that tells of each piece that is added to an object. */
export const countBytes = (store: ObjectStore, tell: (bytes: number) => void): ObjectStore => ({
  ...store,
  append: (name, keep, source) => store.append(name, keep, counted(source, tell)),
})

async function* counted(source: AsyncIterable<Uint8Array[]>, tell: (bytes: number) => void) {
  for await (const parts of source) {
    for (const { length } of parts) tell(length)
    yield parts
  }
}
