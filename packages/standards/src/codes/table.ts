import * as cases from "./cases.ts"
import * as items from "./items.ts"
import * as materials from "./materials.ts"
import * as parties from "./parties.ts"
import * as resources from "./resources.ts"
import { stateSchemes } from "../cases/schemes.ts"
import { caseStates } from "../cases/states.ts"
import { specialProcedures } from "../cases/step.ts"
import type { CodeList, Schemes } from "./scheme.ts"

/** A code list of the vocabulary, and how others write it. */
export interface CodeTable {
  list: CodeList
  schemes: Schemes<string>
}

/** Every code list by its name. For whoever makes something of them all; a page imports one by one. */
export const codeTables = {
  itemType: { list: items.itemTypes, schemes: items.itemTypeSchemes },
  processingType: { list: items.processingTypes, schemes: items.processingTypeSchemes },
  exerciseLevel: { list: items.exerciseLevels, schemes: items.exerciseLevelSchemes },
  bodyNature: { list: items.bodyNatures, schemes: items.bodyNatureSchemes },
  crossRegionScope: { list: items.crossRegionScopes, schemes: items.crossRegionScopeSchemes },
  crossRegionMode: { list: items.crossRegionModes, schemes: {} },
  timeUnit: { list: items.timeUnits, schemes: items.timeUnitSchemes },
  serviceObject: { list: parties.serviceObjects, schemes: parties.serviceObjectSchemes },
  holderType: { list: parties.holderTypes, schemes: parties.holderTypeSchemes },
  assuranceLevel: { list: parties.assuranceLevels, schemes: parties.assuranceLevelSchemes },
  materialNecessity: {
    list: materials.materialNecessities,
    schemes: materials.materialNecessitySchemes,
  },
  materialType: { list: materials.materialTypes, schemes: materials.materialTypeSchemes },
  materialForm: { list: materials.materialForms, schemes: materials.materialFormSchemes },
  materialSource: { list: materials.materialSources, schemes: materials.materialSourceSchemes },
  trustGrade: { list: materials.trustGrades, schemes: {} },
  licenceStatus: { list: materials.licenceStatuses, schemes: materials.licenceStatusSchemes },
  caseState: {
    list: Object.fromEntries(caseStates.map(({ code, zh, en }) => [code, { zh, en }])),
    schemes: stateSchemes,
  },
  specialProcedure: { list: specialProcedures, schemes: cases.specialProcedureSchemes },
  caseResult: { list: cases.caseResults, schemes: cases.caseResultSchemes },
  applyChannel: { list: cases.applyChannels, schemes: cases.applyChannelSchemes },
  pickup: { list: cases.pickups, schemes: cases.pickupSchemes },
  rating: { list: cases.ratings, schemes: cases.ratingSchemes },
  ratingChannel: { list: cases.ratingChannels, schemes: {} },
  sharingType: { list: resources.sharingTypes, schemes: resources.sharingTypeSchemes },
  openness: { list: resources.opennessTypes, schemes: resources.opennessSchemes },
  updateCycle: { list: resources.updateCycles, schemes: resources.updateCycleSchemes },
  sharingMode: { list: resources.sharingModes, schemes: resources.sharingModeSchemes },
} as const satisfies Record<string, CodeTable>
