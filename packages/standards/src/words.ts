/**
 * What a page needs: states, rules and texts, without a schema. No module behind it imports zod.
 *
 * @module
 */
export { isStateScheme, sharedStateOf, stateSchemes } from "./cases/schemes.ts"
export type { StateScheme } from "./cases/schemes.ts"
export { caseStateOf, caseStates } from "./cases/states.ts"
export type { CaseState } from "./cases/states.ts"
export { consentNotice, noticeText, sensitiveNotice } from "./consent/notice.ts"
export type { ConsentNotice, NoticeFacts, SensitiveNoticeFacts } from "./consent/notice.ts"
export { fieldsUsed, fittingTypes, materialFitness } from "./materials/fitness.ts"
export type { AskedFacts, HeldFacts, MaterialFitness, UnfitReason } from "./materials/fitness.ts"
export { fitnessWords, fittingWords, gradeWords } from "./materials/fitness-words.ts"
export type { FitnessText } from "./materials/fitness-words.ts"
export { revocationReasons } from "./materials/revocation.ts"
export { acceptsUpload, materialHeader, uploadRules } from "./materials/uploads.ts"
export { watermarkLines, watermarkParts } from "./materials/watermark.ts"
export type { WatermarkFacts, WatermarkPart } from "./materials/watermark.ts"
export { problems } from "./problems/catalogue.ts"
export type { ProblemCode } from "./problems/catalogue.ts"
export { tellEntry, unavailable } from "./problems/entry.ts"
export type { ProblemEntry, ProblemText, ProblemWords } from "./problems/entry.ts"
export { commonProblems, isProblemCode, problemOf, problemText } from "./problems/problem.ts"
export type { ProblemBody } from "./problems/problem.ts"
export { formatDay, formatTime, legalDayOf } from "./text/day.ts"
export { inLanguage, languages } from "./text/language.ts"
export type { Language } from "./text/language.ts"
export { maskName, maskNumber } from "./text/mask.ts"
