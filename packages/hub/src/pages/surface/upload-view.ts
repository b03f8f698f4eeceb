import { css, html, nothing } from "lit"
import { uploadRules } from "@tongban/standards/words"
import type { Language } from "@tongban/standards/words"
import { uploadLabels } from "./upload-labels.ts"

export const uploadStyles = css`
  progress {
    display: block;
    inline-size: 100%;
    block-size: 12px;
    accent-color: var(--tongban-action);
  }

  .pick {
    position: relative;
    overflow: hidden;
  }

  .pick > input {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
    cursor: pointer;
  }

  .pick:focus-within {
    outline: 3px solid var(--tongban-action);
    outline-offset: 2px;
  }
`

/** `拍照` and `选文件`: the file input of the browser itself, under a button's face. */
export function uploadChoice(language: Language, take: (file: File) => void): unknown {
  const words = uploadLabels[language]
  const accept = uploadRules.mediaTypes.join(",")
  const taken = ({ target }: Event) => {
    const input = target as HTMLInputElement
    const file = input.files?.[0]
    input.value = ""
    if (file !== undefined) take(file)
  }
  return html`<section class="stack-tight">
    <h3>${words.title}</h3>
    <p class="small soft">${words.hint}</p>
    <div class="buttons">
      <label class="button pick"
        ><span>${words.photo}</span
        ><input type="file" accept="image/png,image/jpeg" capture="environment" @change=${taken}
      /></label>
      <label class="button pick"
        ><span>${words.file}</span><input type="file" accept=${accept} @change=${taken}
      /></label>
    </div>
  </section>`
}

export interface UploadView {
  language: Language
  sent: number
  total: number
  /** Nothing has come through for a while. */
  stalled: boolean
  goOn(): void
  cancel(): void
}

/** How far it is, in words and as a bar; and a way on where nothing moves. */
export function uploadView({ language, sent, total, stalled, goOn, cancel }: UploadView): {
  body: unknown
  foot: unknown
} {
  const words = uploadLabels[language]
  const percent = Math.min(100, Math.floor((sent / Math.max(1, total)) * 100))
  return {
    body: html`<section class="stack">
      <p role="status">${words.sending(percent)}</p>
      <progress max="100" .value=${percent} aria-label=${words.progress}></progress>
      <p class="small soft">${words.cut}</p>
      ${
        stalled
          ? html`<p>${words.stalled}</p>
              <div class="buttons">
                <button class="button" type="button" @click=${goOn}>${words.goOn}</button>
              </div>`
          : nothing
      }
    </section>`,
    foot: html`<button class="button" type="button" @click=${cancel}>${words.cancel}</button>`,
  }
}
