/**
 * The shared vocabulary: what each operation takes and answers, identifiers, states, fitness, words.
 *
 * @module
 */
export { applyEntry, isTerminal, nextStates, nextSteps } from "./cases/machine.ts"
export type { CaseApplied, CaseProgress, CaseRefusal } from "./cases/machine.ts"
export { caseRules } from "./cases/rules.ts"
export type { CaseRule, CaseRuleCode, KnownLimits } from "./cases/rules.ts"
export { isMend, specialProcedures, standingSteps } from "./cases/step.ts"
export type { CaseEntry, CaseMend, CaseStep, SpecialProcedureKind } from "./cases/step.ts"
export { caseBeginnings, caseTransitions } from "./cases/transitions.ts"
export type { CaseTransition } from "./cases/transitions.ts"
export * from "./codes/cases.ts"
export * from "./codes/items.ts"
export * from "./codes/materials.ts"
export * from "./codes/parties.ts"
export * from "./codes/resources.ts"
export { fromShared, toShared } from "./codes/scheme.ts"
export type {
  CodeLabel,
  CodeList,
  MappedCode,
  NotMapped,
  Scheme,
  SchemeEntry,
  Schemes,
} from "./codes/scheme.ts"
export { codeTables } from "./codes/table.ts"
export type { CodeTable } from "./codes/table.ts"
export * from "./contract/cases.ts"
export * from "./contract/consents.ts"
export * from "./contract/endpoint.ts"
export * from "./contract/items.ts"
export * from "./contract/materials.ts"
export * from "./contract/redemptions.ts"
export * from "./contract/service.ts"
export * from "./contract/sessions.ts"
export * from "./contract/surfaces.ts"
export * from "./contract/uploads.ts"
export { errorLog } from "./errors/error-log.ts"
export type { LoggedRequest } from "./errors/error-log.ts"
export { toldError } from "./errors/told-error.ts"
export type { ToldError } from "./errors/told-error.ts"
export { checkUnifiedSocialCreditCode, UnifiedSocialCreditCode } from "./identifiers/credit-code.ts"
export * from "./identifiers/foreign-resident.ts"
export * from "./identifiers/item-code.ts"
export * from "./identifiers/licence-identifier.ts"
export { maskIdNumber, maskIdNumberForChecking, maskMobileNumber } from "./identifiers/mask.ts"
export { checkMobileNumber, MobileNumber } from "./identifiers/mobile.ts"
export { normalizeIdentifier, normalizeMobileNumber } from "./identifiers/normalize.ts"
export type { NormalizationChange, Normalized } from "./identifiers/normalize.ts"
export { checkOrganizationCode, OrganizationCode } from "./identifiers/organization-code.ts"
export { refusalRules, refusalWords } from "./identifiers/refusal-words.ts"
export type { Checked, Refusal } from "./identifiers/refusal.ts"
export { checkRegionCode, RegionCode } from "./identifiers/region-code.ts"
export * from "./identifiers/resident-id.ts"
export { articles } from "./law/articles.ts"
export type { Article } from "./law/articles.ts"
export { YearArrangement } from "./law/arrangement.ts"
export { dayKindOf, workCalendar } from "./law/calendar.ts"
export type { DayKind, WorkCalendar } from "./law/calendar.ts"
export { caseClock } from "./law/clock.ts"
export { countLimit, daysBetween } from "./law/count.ts"
export type { Count, Counted, CountRefusal, Pause, Span } from "./law/count.ts"
export { statutoryLimits } from "./law/limits.ts"
export type { StatutoryLimit } from "./law/limits.ts"
export { anyangProfile, nationalProfile, unconfirmedSharingDays } from "./law/profiles.ts"
export type { JurisdictionProfile, LocalLimit } from "./law/profiles.ts"
export { publishedArrangement } from "./law/published.ts"
export type {
  ClockAnswer,
  ClockLimit,
  ClockQuestion,
  ClockStanding,
  ItemLimits,
} from "./law/question.ts"
export type { ClockReason } from "./law/reason.ts"
export { clockRules } from "./law/rules.ts"
export type { ClockRules } from "./law/rules.ts"
export * from "./nouns/access.ts"
export * from "./nouns/case-date.ts"
export * from "./nouns/case-report.ts"
export * from "./nouns/case.ts"
export * from "./nouns/data-resource.ts"
export * from "./nouns/delivery.ts"
export * from "./nouns/department.ts"
export * from "./nouns/grant.ts"
export * from "./nouns/handle.ts"
export * from "./nouns/item.ts"
export * from "./nouns/material.ts"
export * from "./nouns/paper.ts"
export * from "./nouns/party.ts"
export * from "./nouns/rating.ts"
export * from "./nouns/redemption.ts"
export * from "./nouns/special-procedure.ts"
export * from "./nouns/undertaking.ts"
export * from "./nouns/values.ts"
export * from "./words.ts"
