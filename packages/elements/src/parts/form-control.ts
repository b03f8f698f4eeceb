import type { PropertyDeclarations } from "lit"
import { TongbanElement } from "./base.ts"

/** What an element of ours shares with the form controls of HTML. */
export abstract class TongbanFormControl extends TongbanElement {
  static readonly formAssociated = true
  static override properties: PropertyDeclarations = {
    name: { type: String, reflect: true },
    disabled: { type: Boolean, reflect: true },
    formDisabled: { state: true },
  }

  /** The form field's name. */
  declare name: string
  /** Shows, but lets nothing be changed; submits nothing and holds nothing back. */
  declare disabled: boolean
  /** A fieldset around it is disabled. @internal */
  declare formDisabled: boolean
  readonly #internals = this.attachInternals()

  constructor() {
    super()
    this.name = ""
    this.disabled = false
    this.formDisabled = false
  }

  /** The form that the element stands in. */
  get form(): HTMLFormElement | null {
    return this.#internals.form
  }
  /** As of a built-in form control. */
  get validity(): ValidityState {
    return this.#internals.validity
  }
  /** As of a built-in form control, in the element's language. */
  get validationMessage(): string {
    return this.#internals.validationMessage
  }
  /** As of a built-in form control. */
  get willValidate(): boolean {
    return this.#internals.willValidate
  }
  /** As of a built-in form control. */
  checkValidity(): boolean {
    return this.#internals.checkValidity()
  }
  /** As of a built-in form control: shows what is missing. */
  reportValidity(): boolean {
    return this.#internals.reportValidity()
  }

  /**
   * Gives the focus to what is to be filled. It is not delegated: of a control that delegates its focus
   * Chromium 86 to 92 say that it is not focusable, and hold the form back without a word.
   */
  override focus(options?: FocusOptions): void {
    this.anchor?.focus(options)
  }

  /** What is to be filled: it gets the focus, and the browser's word stands there. */
  protected abstract get anchor(): HTMLElement | undefined

  /** Tells the form what is submitted, and of what is missing. */
  protected tellForm(value: string | null, valueMissing: boolean, words: string): void {
    this.#internals.setFormValue(value)
    this.#internals.setValidity({ valueMissing }, words, this.anchor)
  }

  /** A fieldset around it was disabled or enabled. @internal */
  formDisabledCallback(disabled: boolean): void {
    this.formDisabled = disabled
  }
}
