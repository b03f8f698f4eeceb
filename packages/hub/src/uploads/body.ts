import type { IncomingMessage } from "node:http"

/**
 * A request's body, as large at a time as it comes: what arrives in one turn of the event loop is one chunk.
 * Each chunk passes through the streams of the upload library, which cost by the chunk. Where the line
 * breaks off, what had come is given on first. Untouched, until somebody reads.
 */
export function bodyOf(request: IncomingMessage): ReadableStream<Uint8Array> {
  let isHeard = false
  let isSoon = false
  let waiting: Buffer[] = []
  let broken: Error | undefined

  const hear = (line: ReadableStreamDefaultController<Uint8Array>) => {
    isHeard = true
    const giveOn = () => {
      isSoon = false
      const [first, ...more] = waiting
      if (first === undefined) return
      waiting = []
      line.enqueue(more.length === 0 ? first : Buffer.concat([first, ...more]))
      request.pause()
    }
    request.on("data", (chunk: Buffer) => {
      waiting.push(chunk)
      if (isSoon) return
      isSoon = true
      setImmediate(giveOn)
    })
    request.once("end", () => {
      giveOn()
      line.close()
    })
    request.once("error", (error) => {
      giveOn()
      broken = error
      // Told to whoever waits now; to fail earlier would take back what was given on and not read yet.
      if (line.desiredSize === 0) line.error(error)
    })
  }

  return new ReadableStream<Uint8Array>(
    {
      pull(line) {
        if (!isHeard) hear(line)
        if (broken === undefined) request.resume()
        else line.error(broken)
      },
      cancel() {
        // The rest is of no use to anybody.
        request.removeAllListeners("data").resume()
      },
    },
    { highWaterMark: 0 },
  )
}
