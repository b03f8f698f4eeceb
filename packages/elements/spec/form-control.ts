import { expect } from "./support/expect.ts"
import { sendKeys } from "@web/test-runner-commands"
import { focused, until } from "./support/look.ts"

/** What our form controls share with those of HTML, as scripts see it. */
export interface FormControl extends HTMLElement {
  name: string
  value: string | null
  disabled: boolean
  readonly form: HTMLFormElement | null
  readonly validity: ValidityState
  readonly validationMessage: string
  readonly willValidate: boolean
  formStateRestoreCallback(state: unknown): void
}

/** A page with the control in a fieldset of a form, required and ready to be filled. */
export interface FormPage<Control extends FormControl> {
  control: Control
  form: HTMLFormElement
  fieldset: HTMLFieldSetElement
}

/**
 * The contract of every form control of ours, run against one.
 *
 * @param open - a page of its own, with the control named `field`
 * @param fill - what a person does until the control has a value
 */
export function behavesAsFormControl<Control extends FormControl>(
  open: () => Promise<FormPage<Control>>,
  fill: (control: Control) => Promise<unknown>,
): void {
  const filled = async () => {
    const page = await open()
    await fill(page.control)
    return page
  }
  const sent = (form: HTMLFormElement) => [...new FormData(form)]

  it("belongs to its form", async () => {
    const { control, form } = await open()
    expect(control.form).to.equal(form)
    expect([...form.elements]).to.include(control)
    expect(control.willValidate).to.equal(true)
  })

  it("submits nothing before it has a value", async () => {
    const { control, form } = await open()
    expect(control.value).to.equal(null)
    expect(sent(form)).to.deep.equal([])
  })

  it("submits its value under its name", async () => {
    const { control, form } = await filled()
    expect(control.value).to.be.a("string")
    expect(sent(form)).to.deep.equal([["field", control.value]])
  })

  it("holds the form back while it is missing, and says why", async () => {
    const { control, form } = await open()
    expect(control.validity.valueMissing).to.equal(true)
    expect(control.validationMessage).not.to.equal("")
    expect(form.checkValidity()).to.equal(false)
    await fill(control)
    expect(control.validity.valid).to.equal(true)
    expect(form.checkValidity()).to.equal(true)
  })

  it("anchors what the browser says inside itself: the focus goes to what is to be filled", async () => {
    const { control, form } = await open()
    expect(form.reportValidity()).to.equal(false)
    await until(() => focused(control))
    expect(document.activeElement).to.equal(control)
  })

  it("takes the focus where it is to be filled, when it is told to, and by the Tab key", async () => {
    const { control, form } = await open()
    control.focus()
    const toFill = await until(() => focused(control))
    const text = document.createElement("input")
    form.prepend(text)
    text.focus()
    await sendKeys({ press: "Tab" })
    await until(() => focused(control) === toFill)
  })

  it("lets Enter in another field submit the form, once it is filled", async () => {
    const { control, form } = await filled()
    const text = document.createElement("input")
    const submit = document.createElement("button")
    form.prepend(text, submit)
    const submitted = new Promise<[string, FormDataEntryValue][]>((resolve) => {
      form.addEventListener("submit", (event) => {
        event.preventDefault()
        resolve(sent(form))
      })
    })
    text.focus()
    await sendKeys({ press: "Enter" })
    expect(await submitted).to.deep.equal([["field", control.value]])
  })

  it("is empty after a reset, and missing again", async () => {
    const { control, form } = await filled()
    form.reset()
    expect(control.value).to.equal(null)
    expect(sent(form)).to.deep.equal([])
    expect(control.validity.valueMissing).to.equal(true)
  })

  it("takes back the state that the browser kept, and nothing that is none", async () => {
    const { control } = await filled()
    const kept = control.value
    const again = await open()
    for (const none of [null, "", "{}", "not JSON", `{"v":2,"items":[]}`]) {
      again.control.formStateRestoreCallback(none)
      expect(again.control.value).to.equal(null)
    }
    again.control.formStateRestoreCallback(kept)
    expect(again.control.value).to.equal(kept)
    expect(sent(again.form)).to.deep.equal([["field", kept]])
  })

  it("in a disabled fieldset submits nothing and holds nothing back; enabled again it has its value", async () => {
    const { control, form, fieldset } = await filled()
    fieldset.disabled = true
    expect(sent(form)).to.deep.equal([])
    expect(control.willValidate).to.equal(false)
    fieldset.disabled = false
    expect(sent(form)).to.deep.equal([["field", control.value]])
  })

  it("disabled by itself submits nothing and holds nothing back", async () => {
    const { control, form } = await open()
    control.toggleAttribute("disabled", true)
    expect(sent(form)).to.deep.equal([])
    expect(form.checkValidity()).to.equal(true)
  })
}
