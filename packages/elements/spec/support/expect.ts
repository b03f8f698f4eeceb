import { expect as given } from "@open-wc/testing"

/** What our specification says of things: words of Chai, and axe's `accessible`, which is a promise. */
interface Expectation {
  to: Expectation
  be: Expectation
  at: Expectation
  not: Expectation
  deep: Expectation
  have: Expectation
  equal(value: unknown, message?: string): void
  include(value: unknown, message?: string): void
  match(pattern: RegExp): void
  lengthOf(count: number): void
  above(least: number): void
  least(least: number): void
  a(type: string): void
  accessible(): Promise<void>
}

/** Chai's `expect`. Its own types no longer fit those that @open-wc/testing looks for. */
export const expect = given as unknown as (value: unknown, message?: string) => Expectation
