import type { HeldMaterial, PickedItem, Requirement, UnfitMaterial } from "@tongban/standards"
import { consentNotice, fieldsUsed, undertakingNotice } from "@tongban/standards/words"
import type { Language } from "@tongban/standards/words"
import type { Fault, FromSurface, ToSurface } from "@tongban/sdk/machines"
import type { SurfaceData } from "../page-data.ts"
import { watchConsent } from "./consent-watch.ts"
import { HubFault } from "./hub.ts"
import type { ConsentState, Held, SurfaceHub } from "./hub.ts"
import { randomWord } from "./port-link.ts"
import { shown } from "./surface-state.ts"
import type { SurfaceState } from "./surface-state.ts"
import { FileUpload, refusalOf } from "./upload.ts"

export interface SurfaceParts {
  data: SurfaceData
  hub: SurfaceHub
  language(): Language
  send(message: FromSurface): void
}

/** The surface from unlock to handle. It fetches nothing that is held before it knows who is there. */
export class SurfaceMachine extends EventTarget {
  readonly #parts: SurfaceParts
  #state: SurfaceState = { phase: "waiting" }
  #focus: string | undefined
  #open = false
  /** What was fetched or picked, by requirement: a row that opens again asks for nothing twice. */
  readonly #remembered = new Map<string, SurfaceState>()
  /** What stops the watch over a consent that is asked for elsewhere, by requirement. */
  readonly #watches = new Map<string, () => void>()
  /** Files on their way, by requirement. */
  readonly #uploads = new Map<string, FileUpload>()

  constructor(parts: SurfaceParts) {
    super()
    this.#parts = parts
  }

  get state(): SurfaceState {
    return this.#state
  }

  /** The requirement at hand. */
  get requirement(): Requirement | undefined {
    return this.#parts.data.requirements.find(({ key }) => key === this.#focus)
  }

  /** A message of the shell's. */
  hear(message: ToSurface): void {
    switch (message.type) {
      case "focus":
        this.#focus = message.requirement
        if (this.#open) void this.#fetch()
        return
      case "reset":
        this.#forget(message.requirement)
        if (this.#open && message.requirement === this.#focus) void this.#fetch()
        return
      case "close":
        for (const stop of this.#watches.values()) stop()
        return
      case "init":
        return
    }
  }

  /** Asks the hub who is there: by its cookie, or by a code from the unlock window (protocol M5). */
  async start(code?: string): Promise<void> {
    this.#parts.send({ type: "ready" })
    this.#move({ phase: code === undefined ? "waiting" : "unlocking" })
    try {
      await this.#parts.hub.start(code)
      this.#open = true
      await this.#fetch()
    } catch (error) {
      const fault = faultOf(error)
      if (fault.code === "unlock_required") this.#move({ phase: "locked" })
      else this.#fail(fault)
    }
  }

  /** The unlock window was opened. */
  unlocking(): void {
    this.#move({ phase: "unlocking" })
  }

  choose(material: string): void {
    if (this.#state.phase === "choosing") this.#move({ ...this.#state, chosen: material })
  }

  /** Shows the notice for the chosen paper. */
  use(): void {
    const { state, requirement } = this
    if (state.phase !== "choosing" || requirement === undefined) return
    const material = state.held.fits.find(({ id }) => id === state.chosen)
    if (material === undefined) return
    if (material.sensitive) {
      void this.#ask(requirement, material, state.held)
      return
    }
    const papers = [{ name: material.name, fields: fieldsUsed(requirement, material) }]
    const notice = consentNotice({ ...this.#occasion(), papers })
    this.#move({ phase: "consenting", held: state.held, material, ...shown(notice) })
  }

  /** Shows the words of a promise to supply the paper later (容缺后补). */
  promise(): void {
    const { state, requirement } = this
    if (state.phase !== "choosing" || requirement === undefined) return
    const { held } = state
    const dueOn = held.mayFollow?.due
    if (dueOn === undefined) return
    const notice = undertakingNotice({ ...this.#occasion(), paper: requirement.name, dueOn })
    this.#move({ phase: "promising", held, dueOn, ...shown(notice) })
  }

  /** The promise is made. */
  async undertake(): Promise<void> {
    const { state, requirement } = this
    if (state.phase !== "promising" || requirement === undefined) return
    const { hash: noticeTextHash, shownAt } = state
    this.#move({ phase: "deciding" })
    try {
      const words = { noticeTextHash, shownAt }
      const { handle, text } = await this.#parts.hub.undertake(requirement.key, words, randomWord())
      const promised: SurfaceState = { phase: "promised", text }
      this.#remembered.set(requirement.key, promised)
      this.#move(promised)
      const { zh, en = zh } = text
      this.#parts.send({ type: "promised", requirement: requirement.key, handle, zh, en })
    } catch (error) {
      this.#fail(faultOf(error))
    }
  }

  /** Who asks, for what, in which language. */
  #occasion() {
    const { department, item } = this.#parts.data
    return { language: this.#parts.language(), recipient: department, item }
  }

  /** Uploads a file for the requirement at hand; done, it is a paper like any other, and chosen. */
  upload(file: File): void {
    const { state, requirement } = this
    if (state.phase !== "choosing" || requirement === undefined) return
    const refusal = refusalOf(file)
    if (refusal !== undefined) {
      this.#fail(new HubFault(refusal, this.#parts.language()).fault)
      return
    }
    const { key } = requirement
    const { held } = state
    const move = (sent: number) => {
      const uploading: SurfaceState = { phase: "uploading", held, sent, total: file.size }
      this.#remembered.set(key, uploading)
      if (key === this.#focus) this.#move(uploading)
    }
    const upload = new FileUpload({
      surface: this.#parts.data.surface,
      requirement: key,
      file,
      headers: () => this.#parts.hub.uploadHeaders(),
      onProgress: move,
      onDone: (material) => {
        this.#endUpload(key)
        if (key === this.#focus) void this.#fetch(material)
      },
      onFault: (code) => {
        // A cut that lasts: the file stays in hand, and the person may go on.
        if (code === "unavailable" || this.#uploads.get(key) !== upload) return
        this.#endUpload(key)
        if (key === this.#focus) this.#fail(new HubFault(code, this.#parts.language()).fault)
      },
    })
    this.#uploads.set(key, upload)
    move(0)
    upload.start()
  }

  /** Goes on with what stands still. */
  goOnUploading(): void {
    if (this.#focus !== undefined) this.#uploads.get(this.#focus)?.start()
  }

  async cancelUpload(): Promise<void> {
    const { state } = this
    if (state.phase !== "uploading" || this.#focus === undefined) return
    const upload = this.#uploads.get(this.#focus)
    this.#endUpload(this.#focus)
    this.#move({ phase: "choosing", held: state.held, chosen: state.held.fits[0]?.id })
    await upload?.cancel()
  }

  #endUpload(requirement: string): void {
    this.#uploads.delete(requirement)
    this.#remembered.delete(requirement)
  }

  /** A sensitive paper is asked for on a page of its own (protocol M7). */
  async #ask({ key }: Requirement, material: HeldMaterial, held: Held): Promise<void> {
    this.#move({ phase: "fetching" })
    try {
      const { id, url } = await this.#parts.hub.askConsent(key, material.id, randomWord())
      const asking: SurfaceState = { phase: "asking", held, material, url, opened: false }
      this.#remembered.set(key, asking)
      this.#watches.set(
        key,
        watchConsent(this.#parts.hub, id, (outcome) => {
          void this.#decidedElsewhere(key, material, outcome)
        }),
      )
      if (key === this.#focus) this.#move(asking)
    } catch (error) {
      if (key === this.#focus) this.#fail(faultOf(error))
    }
  }

  /** The page that asks was opened. */
  opened(): void {
    if (this.#state.phase !== "asking" || this.#focus === undefined) return
    const asking = { ...this.#state, opened: true }
    this.#remembered.set(this.#focus, asking)
    this.#move(asking)
  }

  /** What became of it; its row may be closed by now. */
  async #decidedElsewhere(
    requirement: string,
    material: HeldMaterial,
    outcome: ConsentState | HubFault,
  ): Promise<void> {
    this.#forget(requirement)
    const isAtHand = requirement === this.#focus
    if (outcome instanceof HubFault) {
      if (isAtHand) this.#fail(outcome.fault)
      return
    }
    if (outcome.item !== undefined) {
      this.#picked(outcome.item, material)
      return
    }
    if (outcome.state === "refused") {
      try {
        await this.#clear(requirement)
      } catch (error) {
        if (isAtHand) this.#fail(faultOf(error))
        return
      }
    }
    if (!isAtHand) return
    if (outcome.state === "refused") await this.#fetch()
    else this.#fail(new HubFault("consent_expired", this.#parts.language()).fault)
  }

  /** Forgets what was fetched, picked or asked for a requirement. */
  #forget(requirement: string): void {
    this.#remembered.delete(requirement)
    this.#watches.get(requirement)?.()
    this.#watches.delete(requirement)
  }

  #picked({ requirement, kind, handle }: PickedItem, material: HeldMaterial): void {
    const picked: SurfaceState = { phase: "picked", kind, material }
    this.#remembered.set(requirement, picked)
    if (requirement === this.#focus) this.#move(picked)
    this.#parts.send({ type: "picked", requirement, kind, handle })
  }

  /** Back from the notice, or from what is asked elsewhere: nothing is decided. */
  back(): void {
    const { state } = this
    if (state.phase === "promising") {
      this.#move({ phase: "choosing", held: state.held, chosen: state.held.fits[0]?.id })
      return
    }
    if (state.phase !== "consenting" && state.phase !== "asking") return
    if (this.#focus !== undefined) this.#forget(this.#focus)
    const { held, material } = state
    this.#move({ phase: "choosing", held, chosen: material.id })
  }

  /** The citizen's decision. A refusal is told to the hub too, and leaves the form's own way. */
  async decide(decision: "agreed" | "refused"): Promise<void> {
    const { state, requirement } = this
    if (state.phase !== "consenting" || requirement === undefined) return
    const { material, hash, shownAt, held } = state
    this.#move({ phase: "deciding" })
    const choices = [{ requirement: requirement.key, material: material.id }]
    try {
      const [item] = await this.#parts.hub.decide(
        { decision, choices, language: this.#parts.language(), noticeTextHash: hash, shownAt },
        randomWord(),
      )
      if (item === undefined) {
        await this.#clear(requirement.key)
        this.#move({ phase: "choosing", held, chosen: undefined })
        return
      }
      this.#picked(item, material)
    } catch (error) {
      this.#fail(faultOf(error))
    }
  }

  /** Not this way: the form's own way stays. */
  async decline(): Promise<void> {
    const { requirement } = this
    if (requirement === undefined) return
    try {
      await this.#clear(requirement.key)
    } catch (error) {
      this.#fail(faultOf(error))
    }
  }

  /** Nothing is chosen any more. The shell of a frame keeps that by itself; for a page the hub does. */
  async #clear(requirement: string): Promise<void> {
    if (this.#parts.data.returnUrl !== undefined)
      await this.#parts.hub.drop(requirement, randomWord())
    this.#parts.send({ type: "cleared", requirement })
  }

  /** Chooses again. */
  async change(): Promise<void> {
    if (this.#focus !== undefined) this.#forget(this.#focus)
    await this.#fetch()
  }

  async retry(): Promise<void> {
    if (this.#open) await this.#fetch()
    else await this.start()
  }

  async #fetch(chosen?: string): Promise<void> {
    const focus = this.#focus
    if (focus === undefined) return
    const known = this.#remembered.get(focus)
    if (known !== undefined) {
      this.#move(known)
      return
    }
    this.#move({ phase: "fetching" })
    try {
      const held = await this.#parts.hub.held(focus)
      if (focus !== this.#focus) return
      this.#move({ phase: "choosing", held, chosen: chosen ?? held.fits[0]?.id })
    } catch (error) {
      this.#fail(faultOf(error))
    }
  }

  #fail(fault: Fault): void {
    this.#move({
      phase: "fault",
      fault,
      again: fault.code !== "surface_expired" && fault.code !== "other_account",
    })
    if (fault.code === "surface_expired") this.#parts.send({ type: "ended", reason: fault.code })
  }

  #move(state: SurfaceState): void {
    this.#state = state
    this.dispatchEvent(new Event("change"))
  }
}

/** What an unfit paper is shown with. */
export type { HeldMaterial, UnfitMaterial }

const faultOf = (error: unknown): Fault => {
  if (error instanceof HubFault) return error.fault
  throw error
}
