import { gzipSync } from "node:zlib"
import { Case } from "@tongban/standards"
import { answerBytes, cutAt, floods, hangsAt, says, trickles } from "./fault-server.ts"
import type { Behaviour } from "./fault-server.ts"

/** What may come of a call: the answer, or an error of one of these kinds. */
export type Outcome = "answered" | "ProblemError" | "NetworkError" | "TimeoutError" | "DriftError"

/** One misbehaviour of the other side, and what may come of it. */
export interface Fault {
  name: string
  /** By the number of the try. */
  behave: (nth: number) => Behaviour
  outcomes: Outcome[]
}

const at = "2026-11-25T09:00:00+08:00"
/** An answer of more than 4 KB, as the contract says. */
export const answer = Case.parse({
  id: "case-1",
  department: { id: "d1", name: { zh: "某局" }, shortName: { zh: "某局" } },
  item: { code: "11370699XY000011934370199001001", version: 1, name: { zh: "某事项" } },
  state: "IN_REVIEW",
  turn: "department",
  openedAt: at,
  updatedAt: at,
  limits: {},
  events: Array.from({ length: 60 }, (_, n) => ({
    id: `event-${n}`,
    to: "IN_REVIEW",
    recordedAt: at,
    occurredAt: at,
    inferred: false,
  })),
})

const json = { "content-type": "application/json", "x-request-id": "req-fault" }
const body = JSON.stringify(answer)
const good = answerBytes(200, json, body)
const [headBytes] = [good.length - Buffer.byteLength(body)]

const always = (behaviour: Behaviour) => () => behaviour
const once = (behaviour: Behaviour) => (nth: number) => (nth === 1 ? behaviour : says(good))

/** Cut once at this byte: tried again, and answered. */
export const cutOnce = (byte: number): Fault => ({
  name: `cut-${byte}`,
  behave: once(cutAt(good, byte, { reset: byte % 2 === 1 })),
  outcomes: ["answered"],
})

/** Cut at this byte each time. */
export const cutAlways = (byte: number): Fault => ({
  name: `cut-always-${byte}`,
  behave: always(cutAt(good, byte, { reset: byte % 2 === 0 })),
  outcomes: ["NetworkError"],
})

/** The same, where nothing tells how long the answer would have been. */
export const truncated = (byte: number): Fault => ({
  name: `truncated-${byte}`,
  behave: once(cutAt(answerBytes(200, json, body, { withLength: false }), byte)),
  outcomes: ["answered"],
})

const retryAfters: [value: string, outcomes: Outcome[]][] = [
  ["0", ["answered"]],
  ["1", ["answered"]],
  ["00001", ["answered"]],
  ["-1", ["answered"]],
  ["0.5", ["answered"]],
  ["1e3", ["answered"]],
  ["soon", ["answered"]],
  ["", ["answered"]],
  ["1, 2", ["answered"]],
  ["Infinity", ["answered"]],
  ["Wed, 21 Oct 2015 07:28:00 GMT", ["answered"]],
  ["Wed, 99 Foo 2015 07:28:00 GMT", ["answered"]],
  ["11", ["ProblemError"]],
  ["3600", ["ProblemError"]],
  ["99999999999999999999999999", ["ProblemError"]],
  ["Fri, 31 Dec 9999 23:59:59 GMT", ["ProblemError"]],
]

const oddWaits = [429, 503, 502, 408].flatMap((status) =>
  retryAfters.map(([value, outcomes], n): Fault => {
    const refusal = answerBytes(status, { "retry-after": value }, "")
    return { name: `wait-${status}-${n}`, behave: once(says(refusal)), outcomes }
  }),
)

const bodies = {
  "no-json": "<html><title>log in to the network</title></html>",
  "half-json": body.slice(0, 2000),
  nothing: "",
  null: "null",
  "a-number": "17",
  "a-list": "[]",
  nan: '{"id": NaN}',
  "half-a-character": Buffer.from([0x7b, 0x22, 0xe4, 0xb8]),
  "utf-16": Buffer.from(body, "utf16le"),
  "too-deep": "[".repeat(200_000),
}

const malformed = Object.entries(bodies).map(([name, bytes]): Fault => ({
  name,
  behave: always(says(answerBytes(200, json, bytes))),
  outcomes: ["DriftError"],
}))

/** Statuses and pages that no hub sends. */
const foreign = [
  ["page-404", answerBytes(404, { "content-type": "text/html" }, "<html>"), "ProblemError"],
  ["page-500", answerBytes(500, {}, "oops"), "ProblemError"],
  ["problem-cut", answerBytes(409, json, '{"code":"not_fo'), "ProblemError"],
  ["problem-odd", answerBytes(409, json, '{"code":7,"params":[]}'), "ProblemError"],
  ["no-http", Buffer.from("SSH-2.0-OpenSSH_9.2\r\n"), "NetworkError"],
  [
    "two-lengths",
    Buffer.from("HTTP/1.1 200 X\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n{}"),
    "NetworkError",
  ],
  [
    "bad-chunks",
    Buffer.from("HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
    "NetworkError",
  ],
  [
    "bad-gzip",
    answerBytes(200, { ...json, "content-encoding": "gzip" }, "no gzip"),
    "NetworkError",
  ],
  [
    "bomb",
    answerBytes(
      200,
      { ...json, "content-encoding": "gzip" },
      gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20)),
    ),
    "DriftError",
  ],
  ["announced", Buffer.from(`HTTP/1.1 200 X\r\ncontent-length: ${2 ** 40}\r\n\r\n{`), "DriftError"],
  [
    "early-hints",
    Buffer.concat([Buffer.from("HTTP/1.1 103 X\r\nlink: x\r\n\r\n"), good]),
    "answered",
  ],
] as const

const hanging: [name: string, behaviour: Behaviour][] = [
  ["silent", hangsAt(good, 0)],
  ["head-hangs", hangsAt(good, 20)],
  ["body-hangs", hangsAt(good, headBytes + 100)],
  ["head-trickles", trickles(good, 100)],
  [
    "body-trickles",
    (socket, asked) => {
      socket.write(good.subarray(0, headBytes))
      trickles(good.subarray(headBytes), 100)(socket, asked)
    },
  ],
  ["refusal-trickles", trickles(answerBytes(503, json, body), 50)],
]

/** Every fault but the cuts, of which there is one for each byte. */
export const faults: Fault[] = [
  ...oddWaits,
  ...malformed,
  ...foreign.map(([name, bytes, outcome]): Fault => ({
    name,
    behave: always(says(bytes)),
    outcomes: [outcome],
  })),
  ...hanging.map(([name, behaviour]): Fault => ({
    name,
    behave: always(behaviour),
    outcomes: ["TimeoutError"],
  })),
  {
    name: "flood",
    behave: always(floods(answerBytes(200, json, "", { withLength: false }))),
    outcomes: ["DriftError"],
  },
  {
    name: "busy-for-ever",
    behave: always(says(answerBytes(503, {}, ""))),
    outcomes: ["ProblemError"],
  },
]

/** Sends whoever asks to another origin. */
export const redirects = (to: string): Fault[] =>
  [301, 302, 303, 307, 308].map((status) => ({
    name: `redirect-${status}`,
    behave: always(says(answerBytes(status, { location: to }, ""))),
    outcomes: ["DriftError"],
  }))
