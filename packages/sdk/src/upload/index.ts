/**
 * Uploads a file to the hub, hashed on its way, and goes on after a reload.
 *
 * @module
 */
export { startUpload } from "./upload.ts"
export type { Upload, Uploaded, UploadOptions } from "./upload.ts"
export type { OpenFile, Uploadable } from "./source.ts"
