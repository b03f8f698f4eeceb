export { DirectoryError, openDirectory, signDirectory } from "./directory.ts"
export type { Directory, DirectoryContent, DirectoryEntry } from "./directory.ts"
