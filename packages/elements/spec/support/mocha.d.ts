/** What the runner's mocha gives a page. */
declare function describe(name: string, body: () => void): void
declare function it(name: string, body: () => void | Promise<void>): void
