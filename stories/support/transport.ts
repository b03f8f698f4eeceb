import type { Fault, Follower, Transport } from "@tongban/sdk/machines"
import { TransportFault } from "@tongban/sdk/machines"

/** A gateway that answers what the story says: by method and path, a value, a refusal, or nothing ever. */
export type Answers = Record<string, unknown>

/** Never answers: what is waited for stays on the screen. */
export const silence = Symbol("silence")

/** The gateway refuses with this. */
export const refusal = (fault: Fault): TransportFault => new TransportFault(fault)

/** The way to a gateway of a story. A path that the story forgot fails it. */
export function storyTransport(answers: Answers): Transport {
  const answer = <T>(call: string): Promise<T> => {
    if (!(call in answers)) return Promise.reject(new Error(`the story has no answer to ${call}`))
    const value = answers[call]
    if (value === silence) return new Promise(() => undefined)
    if (value instanceof TransportFault) return Promise.reject(value)
    return Promise.resolve(value as T)
  }
  return {
    get: (path) => answer(`GET ${path}`),
    post: (path) => answer(`POST ${path}`),
    delete: (path) => answer(`DELETE ${path}`),
    address: (path) => `#${path}`,
    follow<T>(path: string, { live, heard }: Follower<T>) {
      live(true)
      if (path in answers) heard(answers[path] as T)
      return () => undefined
    },
  }
}
