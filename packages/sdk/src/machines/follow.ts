/** Who follows a stream. */
export interface Follower<T> {
  /** Called when the stream opens (true) and when it is lost (false). */
  live(live: boolean): void
  /** Called with each event. */
  heard(event: T): void
}

/** A browser gives a stream up for good where it is refused, as by a hub that is starting: we come again. */
const comeAgainMs = 5_000

/** Follows server-sent events until what it gives back is called; a lost stream is opened again. */
export function follow<T>(url: string, { live, heard }: Follower<T>): () => void {
  let source: EventSource
  let timer: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    source = new EventSource(url)
    source.onopen = () => {
      live(true)
    }
    source.onmessage = ({ data }: MessageEvent<string>) => {
      heard(JSON.parse(data) as T)
    }
    // The browser connects again by itself, unless it was refused.
    source.onerror = () => {
      live(false)
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, comeAgainMs)
    }
  }
  open()
  return () => {
    clearTimeout(timer)
    source.close()
  }
}
