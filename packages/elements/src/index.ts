/**
 * The classes of the elements. `define/<tag>` registers one.
 *
 * @module
 */
export { TongbanCaseStatus } from "./tongban-case-status/tongban-case-status.ts"
export { TongbanLogin } from "./tongban-login/tongban-login.ts"
export { TongbanMaterialPicker } from "./tongban-material-picker/tongban-material-picker.ts"
