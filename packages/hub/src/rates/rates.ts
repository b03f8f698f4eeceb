/** How many requests are served within some seconds, by whom they come from (decision 53). */
export interface Rates {
  /** How long a count lasts. A client of the SDK waits as long by itself. */
  seconds: number
  /** Of one client of a department. */
  client: number
  /** Of one person: through a portal, on a surface, on the hub's own pages. */
  person: number
  /** Of one address, without a credential or with one that is not good. */
  address: number
  /** Of one department, that ask whether somebody is known (`subjects.resolve`). */
  resolve: number
}

/** What is counted. */
export type RateName = Exclude<keyof Rates, "seconds">

/** Unless the operator sets others. */
export const defaultRates: Rates = {
  seconds: 10,
  client: 10_000,
  person: 200,
  address: 1_000,
  resolve: 100,
}

/** Reads the rates that the operator sets, from a list such as `person=100,address=500`. */
export function ratesOf(value: string, faults: string[]): Partial<Rates> {
  const rates: Partial<Rates> = {}
  for (const entry of value.split(",").filter((each) => each.trim() !== "")) {
    const [, name, count] = /^\s*([a-z]+)=(\d{1,9})\s*$/.exec(entry) ?? []
    if (isName(name) && Number(count) > 0) rates[name] = Number(count)
    else
      faults.push(
        `TONGBAN_RATES: ${entry} is no rate; write such as person=100,address=500; the names are ${Object.keys(defaultRates).join(", ")}, and each is 1 or more`,
      )
  }
  return rates
}

const isName = (name: string | undefined): name is keyof Rates =>
  name !== undefined && Object.hasOwn(defaultRates, name)
