/** Passes a body on until its reader has left or the login is over; neither is an error of anybody's. */
export function untilOver(body: Response["body"], ends: AbortSignal[]): ReadableStream | null {
  if (body === null) return null
  const reader = body.getReader()
  const over = AbortSignal.any(ends)
  const stop = () => void reader.cancel().catch(() => undefined)
  if (over.aborted) stop()
  else over.addEventListener("abort", stop, { once: true })
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        if (over.aborted) controller.close()
        else controller.error(error)
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
