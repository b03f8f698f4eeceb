/** One after the other, for each name. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve()
    // What failed before was told to whoever asked for it.
    const done = before.then(work, work)
    this.#last.set(name, done)
    const over = () => {
      if (this.#last.get(name) === done) this.#last.delete(name)
    }
    done.then(over, over)
    return done
  }
}
