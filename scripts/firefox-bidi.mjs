#!/usr/bin/env node
// Firefox ESR as Playwright starts it: `executablePath` of its channel "moz-firefox". Playwright 1.65
// always sends one WebDriver BiDi command that ESR 153 does not know yet; this stands between the two,
// answers that command, and passes everything else on. It goes the day ESR knows the command.
import { spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { WebSocket, WebSocketServer } from "ws"
import { findBrowser } from "./find-browser.mjs"

const unknownToEsr = "emulation.setMediaFeaturesOverride"
const listening = "WebDriver BiDi listening on "

const firefox = spawn(findBrowser("firefox"), process.argv.slice(2), {
  stdio: ["inherit", "inherit", "pipe"],
})
firefox.once("exit", (code) => process.exit(code ?? 1))
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => firefox.kill(signal))

createInterface({ input: firefox.stderr }).on("line", async (line) => {
  const said = line.startsWith(listening)
    ? listening + (await standBefore(line.slice(listening.length)))
    : line
  process.stderr.write(`${said}\n`)
})

/** Opens a door of our own before Firefox's, and answers its address. */
async function standBefore(address) {
  const door = new WebSocketServer({ host: "127.0.0.1", port: 0 })
  await new Promise((open) => door.once("listening", open))
  door.on("connection", (playwright, { url }) => {
    const inner = new WebSocket(address + url, { perMessageDeflate: false })
    const waiting = []
    inner.on("open", () => waiting.splice(0).forEach((message) => inner.send(message)))
    inner.on("message", (data) => playwright.send(data.toString()))
    inner.on("close", () => playwright.close())
    playwright.on("close", () => inner.close())
    playwright.on("message", (data) => {
      const message = data.toString()
      const { id, method } = JSON.parse(message)
      if (method === unknownToEsr)
        playwright.send(JSON.stringify({ type: "success", id, result: {} }))
      else if (inner.readyState === WebSocket.OPEN) inner.send(message)
      else waiting.push(message)
    })
  })
  return `ws://127.0.0.1:${door.address().port}`
}
