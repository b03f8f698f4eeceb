import { isUtf8 } from "node:buffer"
import { Readable } from "node:stream"
import type { FastifyInstance, FastifyReply } from "fastify"
import { validatorCompiler } from "fastify-type-provider-zod"
import * as z from "zod/mini"
import { problemText, reportBatch } from "@tongban/standards"
import type { CaseReportAnswer, Language, Schema } from "@tongban/standards"
import { faultsProblem } from "./answer-problem.ts"
import type { ValidationFault } from "./answer-problem.ts"
import { bodyLimit } from "./limits.ts"
import type { BatchLine } from "./operation.ts"
import { Problem } from "./problem.ts"

const mediaType = "application/x-ndjson"

/** Takes lines of JSON as they come: nothing of them is read before it is known who sends them. */
export function takeBatches(app: FastifyInstance): void {
  app.addContentTypeParser(mediaType, (_, payload, done) => {
    done(null, payload)
  })
}

/** What a line is checked to be. */
type Checked = { value: unknown; error?: undefined } | { error: readonly ValidationFault[] }
type Check = (json: unknown) => Checked

/** Reads the batches of an operation, by the schema of its lines. */
export function batchReader(schema: Schema): (body: unknown) => Promise<BatchLine<unknown>[]> {
  const validate = validatorCompiler({ schema: z.compile(schema), method: "POST", url: "" })
  return (body) => readBatch(body, (json) => validate(json) as Checked)
}

/**
 * Reads a batch whole, within its bounds: nothing of one that is too long is done.
 *
 * @throws {Problem} `too_large`, `too_many_lines`, `invalid_request`
 */
async function readBatch(body: unknown, check: Check): Promise<BatchLine<unknown>[]> {
  if (!(body instanceof Readable))
    throw new Problem("invalid_request", {
      faults: [{ place: "headers.content-type", rule: "media_type", expected: mediaType }],
    })
  const lines = split(await readAll(body)).filter(({ bytes }) => bytes.length > 0)
  if (lines.length > reportBatch.lines)
    throw new Problem("too_many_lines", { lines: lines.length, most: reportBatch.lines })
  return lines.map(({ line, bytes }) => ({ line, ...valueOf(bytes, check) }))
}

async function readAll(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > reportBatch.bytes) throw new Problem("too_large", { most: reportBatch.bytes })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const newline = 0x0a
const carriageReturn = 0x0d

function split(whole: Buffer): { line: number; bytes: Buffer }[] {
  const lines: { line: number; bytes: Buffer }[] = []
  for (let from = 0; from < whole.length;) {
    const end = whole.indexOf(newline, from)
    const to = end === -1 ? whole.length : end
    const bytes = whole.subarray(from, whole[to - 1] === carriageReturn ? to - 1 : to)
    lines.push({ line: lines.length + 1, bytes })
    from = to + 1
  }
  return lines
}

function valueOf(bytes: Buffer, check: Check): { value: unknown } | { problem: Problem } {
  const fault = (rule: string) =>
    new Problem("invalid_request", { faults: [{ place: "line", rule }] })
  if (bytes.length > bodyLimit) return { problem: new Problem("too_large", { most: bodyLimit }) }
  if (!isUtf8(bytes)) return { problem: fault("utf8") }
  let json: unknown
  try {
    json = JSON.parse(bytes.toString())
  } catch {
    return { problem: fault("json") }
  }
  const checked = check(json)
  if (checked.error !== undefined) return { problem: faultsProblem(checked.error, "line") }
  return { value: checked.value }
}

/** How a line that was refused is answered: as a problem is, without the request's id. */
export function problemOfLine({ code, params }: Problem, language: Language): LineProblem {
  const { title, next: detail } = problemText(code, language)
  return { code, params: params as LineProblem["params"], title, detail }
}

type LineProblem = NonNullable<CaseReportAnswer["problem"]>

/** Sends the answers, a line each. */
export const sendBatch = (reply: FastifyReply, answers: readonly unknown[]): FastifyReply =>
  reply
    .code(200)
    .header("content-type", `${mediaType}; charset=utf-8`)
    .header("cache-control", "no-store")
    .send(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(""))
