import { once } from "node:events"
import { createWriteStream } from "node:fs"
import { createServer } from "node:http"
import { pipeline } from "node:stream/promises"

/** The least that a server can do with a file: write it down. */
export interface BarePut {
  port: number
  file: string
}

/** Serves any PUT by a bare Node server. */
export async function startBarePut({ port, file }: BarePut): Promise<void> {
  const server = createServer((request, response) => {
    void pipeline(request, createWriteStream(file)).then(() => response.writeHead(204).end())
  })
  await once(server.listen(port, "127.0.0.1"), "listening")
}
