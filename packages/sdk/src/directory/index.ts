/**
 * The directory of keys (密钥名录), signed offline and pinned by whoever trusts it.
 *
 * @module
 */
export { DirectoryError, openDirectory, signDirectory } from "./directory.ts"
export type { Directory, DirectoryContent, DirectoryEntry } from "./directory.ts"
