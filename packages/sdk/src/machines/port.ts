import type { PickedItem } from "@tongban/standards"

/**
 * The messages between the picker's shell in the portal's page and the surface in its frame
 * (protocol M4), and who may send them. Used by both ends, so that they agree.
 */

/** Shell to frame: nothing here selects, consents or navigates. */
export type ToSurface =
  | { type: "init"; lang: string; theme: string; size: string }
  | { type: "focus"; requirement: string }
  | { type: "reset"; requirement: string }
  | { type: "close" }

/** Frame to shell: what was chosen, never what else there is. */
export type FromSurface =
  | { type: "ready" }
  | { type: "size"; height: number }
  | { type: "picked"; requirement: string; kind: PickedItem["kind"]; handle: string }
  | { type: "promised"; requirement: string; handle: string; zh: string; en: string }
  | { type: "cleared"; requirement: string }
  | { type: "needPage"; reason: string }
  | { type: "ended"; reason: string }

type Shape = Record<string, "string" | "number">

const toSurface: Record<ToSurface["type"], Shape> = {
  init: { lang: "string", theme: "string", size: "string" },
  focus: { requirement: "string" },
  reset: { requirement: "string" },
  close: {},
}

const fromSurface: Record<FromSurface["type"], Shape> = {
  ready: {},
  size: { height: "number" },
  picked: { requirement: "string", kind: "string", handle: "string" },
  promised: { requirement: "string", handle: "string", zh: "string", en: "string" },
  cleared: { requirement: "string" },
  needPage: { reason: "string" },
  ended: { reason: "string" },
}

const longest = 64 * 1024
const mostASecond = 50

/** Drops what is unknown, misshapen, too large or too often: at most 64 KB, at most 50 a second. */
export function messageFilter<Message>(
  shapes: Record<string, Shape>,
  now: () => number = Date.now,
) {
  const known = new Map(Object.entries(shapes))
  let second = 0
  let count = 0
  return (data: unknown): Message | undefined => {
    const current = Math.floor(now() / 1000)
    count = current === second ? count + 1 : 1
    second = current
    if (count > mostASecond) return undefined
    const message = Object(data) as Record<string, unknown>
    const shape = known.get(message["type"] as string)
    if (shape === undefined) return undefined
    const names = Object.keys(shape)
    const isMisshapen = (name: string) =>
      typeof message[name] !== shape[name] || String(message[name]).length > longest
    if (Object.keys(message).length !== names.length + 1 || names.some(isMisshapen))
      return undefined
    return message as Message
  }
}

/** Makes the frame's filter of the shell's messages. */
export const readToSurface = (): ((data: unknown) => ToSurface | undefined) =>
  messageFilter<ToSurface>(toSurface)
/** Makes the shell's filter of the frame's messages. */
export const readFromSurface = (): ((data: unknown) => FromSurface | undefined) =>
  messageFilter<FromSurface>(fromSurface)

/** The frame's first word. */
export interface Hello {
  tongban: "hello"
  v: 1
  surface: string
  nonce: string
}

/** The shell's answer, with exactly one port. */
export interface PortOffer {
  tongban: "port"
  v: 1
  surface: string
  nonce: string
}

const isWord = (data: unknown, word: string, surface: string): data is { nonce: string } => {
  const { tongban, v, surface: named, nonce } = Object(data) as Record<string, unknown>
  return (
    tongban === word &&
    v === 1 &&
    named === surface &&
    typeof nonce === "string" &&
    nonce.length >= 16
  )
}

/** Whether data is a frame's first word, for this surface. */
export const isHello = (data: unknown, surface: string): data is Hello =>
  isWord(data, "hello", surface)
/** Whether data is the shell's answer, for this surface. */
export const isPortOffer = (data: unknown, surface: string): data is PortOffer =>
  isWord(data, "port", surface)

/** After this long without a port the frame says so. */
export const handshakeDeadlineMs = 10_000
