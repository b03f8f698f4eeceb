import { once } from "node:events"

interface Message {
  id?: number
  method?: string
  params?: Record<string, unknown>
  result?: Record<string, unknown>
  error?: { message: string }
}

interface Context {
  id: number
  origin: string
}

/** How long the browser may take for anything, in milliseconds. */
export const patience = 15_000

/** A tab of a browser that no driver of today knows, over the DevTools protocol. */
export class Tab {
  /** What the page complained of: errors and warnings of its console, and what nobody caught. */
  complaints: string[] = []
  readonly #socket: WebSocket
  readonly #asked = new Map<number, (message: Message) => void>()
  readonly #awaited = new Map<string, () => void>()
  /** Where scripts run: the page, and each frame in it. */
  #contexts: Context[] = []
  #count = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener("message", ({ data }) => {
      this.#hear(JSON.parse(String(data)) as Message)
    })
  }

  static async at(address: string): Promise<Tab> {
    const socket = new WebSocket(address)
    await once(socket, "open", { signal: AbortSignal.timeout(patience) })
    const tab = new Tab(socket)
    for (const domain of ["Page", "Runtime", "Log"]) await tab.#send(`${domain}.enable`)
    await tab.go("about:blank")
    return tab
  }

  /** Loads a page, to the end. */
  async go(url: string): Promise<void> {
    await this.#load(() => this.#send("Page.navigate", { url }))
  }

  /** Presses what leads to another page, until that is loaded to the end. */
  async leaveBy(button: string): Promise<void> {
    await this.#load(() => this.evaluate(`${button}.click()`))
  }

  /**
   * The value of an expression, as JSON; a promise is awaited.
   *
   * @param origin - the frame in which to evaluate it, once there is one; else in the page
   */
  async evaluate<T>(expression: string, origin?: string): Promise<T> {
    const context = origin === undefined ? {} : { contextId: await this.#contextOf(origin) }
    const { result, exceptionDetails } = (await this.#send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
      ...context,
    })) as { result: { value: T }; exceptionDetails?: { exception?: { description?: string } } }
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? `failed: ${expression}`)
    return result.value
  }

  /** Waits until an expression holds. */
  async until(expression: string, origin?: string): Promise<void> {
    const holds = await this.evaluate<boolean>(
      `(async () => {
        const late = performance.now() + 10000
        while (!(${expression})) {
          if (performance.now() > late) return false
          await new Promise((resolve) => setTimeout(resolve, 16))
        }
        return true
      })()`,
      origin,
    )
    if (!holds) throw new Error(`not within 10 s: ${expression}`)
  }

  close(): void {
    this.#socket.close()
  }

  async #load(begin: () => Promise<unknown>): Promise<void> {
    const loaded = this.#next("Page.loadEventFired")
    await begin()
    await loaded
  }

  async #contextOf(origin: string): Promise<number> {
    for (;;) {
      const found = this.#contexts.findLast((each) => each.origin === origin)
      if (found !== undefined) return found.id
      await this.#next("Runtime.executionContextCreated")
    }
  }

  #next(method: string): Promise<void> {
    return inTime(method, (resolve) => this.#awaited.set(method, resolve))
  }

  #send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    const id = ++this.#count
    this.#socket.send(JSON.stringify({ id, method, params }))
    return inTime(method, (resolve, reject) => {
      this.#asked.set(id, ({ result, error }) => {
        if (result !== undefined) resolve(result)
        else reject(new Error(`${method}: ${error?.message ?? "no answer"}`))
      })
    })
  }

  #hear(message: Message): void {
    const { id, method = "", params = {} } = message
    if (id !== undefined) {
      this.#asked.get(id)?.(message)
      this.#asked.delete(id)
      return
    }
    if (method === "Runtime.executionContextsCleared") this.#contexts = []
    else if (method === "Runtime.executionContextCreated")
      this.#contexts.push((params as { context: Context }).context)
    else if (method === "Runtime.executionContextDestroyed")
      this.#contexts = this.#contexts.filter(
        (each) => each.id !== (params as { executionContextId: number }).executionContextId,
      )
    else if (complains(method, params)) this.complaints.push(JSON.stringify(params))
    this.#awaited.get(method)?.()
    this.#awaited.delete(method)
  }
}

/** A promise that is broken where it is not kept in time. */
function inTime<T>(
  what: string,
  begin: (resolve: (value: T) => void, reject: (error: Error) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error(`not within ${patience} ms: ${what}`))
    }, patience)
    begin((value) => {
      clearTimeout(late)
      resolve(value)
    }, reject)
  })
}

function complains(method: string, params: Record<string, unknown>): boolean {
  const { type, entry } = params as { type?: string; entry?: { level: string } }
  return (
    method === "Runtime.exceptionThrown" ||
    (method === "Runtime.consoleAPICalled" && ["error", "warning"].includes(type ?? "")) ||
    (method === "Log.entryAdded" && ["error", "warning"].includes(entry?.level ?? ""))
  )
}
