/** Who follows a stream. */
export interface Follower<T> {
  /** Called when the stream opens (true) and when it is lost (false). */
  live(live: boolean): void
  /** Called with each event. */
  heard(event: T): void
  /** Called when the stream is refused: it is not opened again. */
  refused(): void
}

/** Follows server-sent events until what it gives back is called; a lost stream is opened again. */
export function follow<T>(url: string, { live, heard, refused }: Follower<T>): () => void {
  const source = new EventSource(url)
  source.onopen = () => {
    live(true)
  }
  source.onmessage = ({ data }: MessageEvent<string>) => {
    heard(JSON.parse(data) as T)
  }
  // The browser connects again by itself, unless it was refused.
  source.onerror = () => {
    live(false)
    if (source.readyState === EventSource.CLOSED) refused()
  }
  return () => {
    source.close()
  }
}
