/**
 * The directory of keys (密钥名录), signed offline and pinned by whoever trusts it.
 *
 * @module
 */
export { DirectoryError, openDirectory, signDirectory } from "./directory.ts"
export type { Directory } from "./directory.ts"
export type { DirectoryContent, DirectoryEntry } from "@tongban/standards"
