/** State that others render: each change is one `change` event. No DOM, no rules of its own. */
export class Machine<State> extends EventTarget {
  #state: State

  constructor(state: State) {
    super()
    this.#state = state
  }

  /** As it is now; a `change` event tells of the next one. */
  get state(): State {
    return this.#state
  }

  protected move(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change }
    this.dispatchEvent(new Event("change"))
  }
}
