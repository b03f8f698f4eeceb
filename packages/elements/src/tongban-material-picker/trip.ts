/**
 * The trip to the hub's page and back (protocol M5): what was typed into the form is kept in the portal's
 * own sessionStorage, under the draft, and brought back once.
 */

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement
type Entry = [name: string, value: string | boolean | string[]]

interface Kept {
  /** The picker's own value. */
  picked: string | null
  typed: readonly Entry[]
}

/** What a person fills in, by its type: no password, file, button, or what is hidden. */
const filledIn = /^(text|search|tel|url|email|number|date|month|week|time|checkbox|radio|select)/
/** What the hub adds to the form's address, at its end. */
const mark = /[?&]surface=([\w-]{22})$/

const keyOf = (draft: string): string => `tongban-trip-${draft}`

/** The form's own address, and the surface that the browser comes back from. */
export function address(): { path: string; surface: string | undefined } {
  const path = location.pathname + location.search
  return { path: path.replace(mark, ""), surface: mark.exec(path)?.[1] }
}

/** Leaves for the hub's page. Where nothing can be kept this throws, and nothing is left. */
export function leave(
  url: string,
  draft: string,
  picked: string | null,
  form: HTMLFormElement | null,
): void {
  const typed = fieldsOf(form).map((field): Entry => [field.name, valueOf(field)])
  const kept: Kept = { picked, typed }
  sessionStorage.setItem(keyOf(draft), JSON.stringify(kept))
  location.assign(url)
}

/** Takes what was kept for a draft: each trip is brought back once. */
export function take(draft: string): Kept | null {
  const kept = sessionStorage.getItem(keyOf(draft))
  sessionStorage.removeItem(keyOf(draft))
  return JSON.parse(kept ?? "null") as Kept | null
}

/** Fills the form in again, and tells the page of each field that changes. */
export function fillIn(form: HTMLFormElement | null, { typed }: Kept): void {
  fieldsOf(form).forEach((field, at) => {
    const [name, value] = typed[at] ?? []
    if (value === undefined || name !== field.name || String(valueOf(field)) === String(value))
      return
    setValue(field, value)
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }))
  })
}

const fieldsOf = (form: HTMLFormElement | null): Field[] =>
  Array.from((form?.elements ?? []) as Iterable<Field>).filter(
    ({ name, type, autocomplete }) =>
      name !== "" && filledIn.test(type) && (autocomplete || form?.autocomplete) !== "off",
  )

const isChecked = (field: Field): field is HTMLInputElement => /^[cr]/.test(field.type)

function valueOf(field: Field): Entry[1] {
  if ("options" in field) return Array.from(field.selectedOptions, ({ value }) => value)
  return isChecked(field) ? field.checked : field.value
}

function setValue(field: Field, value: Entry[1]): void {
  if ("options" in field)
    for (const option of field.options) option.selected = (value as string[]).includes(option.value)
  else if (isChecked(field)) field.checked = value as boolean
  else field.value = value as string
}
