import type { Redemption } from "@tongban/standards"

/** What the hub or a gateway answered. */
export interface Answered {
  status: number
  body: unknown
  /** The problem's code, where it is one. */
  code: string | undefined
  params: Record<string, unknown> | undefined
}

export async function answerOf(response: Response): Promise<Answered> {
  const text = await response.text()
  const body: unknown = text === "" ? undefined : JSON.parse(text)
  const { code, params } = (body ?? {}) as { code?: string; params?: Record<string, unknown> }
  return { status: response.status, body, code, params }
}

export const redemptionsOf = ({ body }: Answered): Redemption[] =>
  (body as { redemptions: Redemption[] }).redemptions
