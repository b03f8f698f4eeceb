/** What a problem leaves as it was: said of every problem, as nobody should have to guess. */
export const filledIn = { zh: "已填内容还在。", en: "What you filled in is kept." }
export const unchanged = { zh: "没有改动任何内容。", en: "Nothing was changed." }
export const unsaved = { zh: "没有保存任何内容。", en: "Nothing was saved." }
export const notGiven = { zh: "没有交出任何内容。", en: "Nothing was handed over." }
export const notUsed = { zh: "内容没有采用。", en: "It was not used." }
export const undecided = { zh: "没有登记任何决定。", en: "Nothing was decided." }
export const decisionStands = { zh: "原来的决定不变。", en: "That decision stands." }
export const pickedStays = { zh: "已选用的材料仍然有效。", en: "What you picked stays valid." }
export const uploadsStay = { zh: "已传的还在。", en: "What was uploaded is kept." }
export const applicationStands = { zh: "申请已收下。", en: "Your application stands." }
export const urgingStands = { zh: "催办已告诉部门。", en: "The department knows that you urged." }
