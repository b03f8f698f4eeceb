/**
 * The shared vocabulary: what each operation takes and answers, identifiers, states, fitness, words.
 *
 * @module
 */
export * from "./contract/cases.ts"
export * from "./contract/common.ts"
export * from "./contract/consents.ts"
export * from "./contract/endpoint.ts"
export * from "./contract/items.ts"
export * from "./contract/materials.ts"
export * from "./contract/redemptions.ts"
export * from "./contract/service.ts"
export * from "./contract/sessions.ts"
export * from "./contract/surfaces.ts"
export * from "./contract/uploads.ts"
export { checkUnifiedSocialCreditCode, UnifiedSocialCreditCode } from "./identifiers/credit-code.ts"
export type { Checked, Refusal } from "./identifiers/refusal.ts"
export { checkResidentIdNumber, ResidentIdNumber } from "./identifiers/resident-id.ts"
export * from "./words.ts"
