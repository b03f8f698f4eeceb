/** Answers a folder in which `@tongban/sdk` is the packed one. `tsc -b` has to have run. */
export declare function packSdk(): string
