/**
 * What our pages are made of: base class, styles, small views. For the hub's own pages.
 *
 * @module
 */
export { TongbanElement } from "./base.ts"
export { define, version } from "./define.ts"
export { errorCard } from "./error-card.ts"
export { TongbanFormControl } from "./form-control.ts"
export { languageOf } from "./locale.ts"
export type { Labels } from "./locale.ts"
export { answeredWords, toDoWords } from "./requirement-words.ts"
export { buttons } from "./styles/buttons.ts"
export { choices } from "./styles/choices.ts"
export { facts } from "./styles/facts.ts"
export { folds } from "./styles/folds.ts"
export { wall } from "./styles/host.ts"
export { login } from "./styles/login.ts"
export { notices } from "./styles/notices.ts"
export { rows } from "./styles/rows.ts"
export { steps } from "./styles/steps.ts"
export { surface } from "./styles/surface.ts"
export { titles } from "./styles/titles.ts"
export { wait } from "./styles/wait.ts"
export { day, waiting } from "./views.ts"
