import type { Requirement, ServiceItem, ToldItem } from "@tongban/standards"
import { Machine } from "./machine.ts"
import { faultFrom } from "./transport.ts"
import type { Fault, Transport } from "./transport.ts"

/** A surface that the hub opened for this picker. */
export interface OpenSurface {
  id: string
  /** The page for the frame. */
  url: string
  hubOrigin: string
}

/** What is asked for, what was chosen, and which row is open. */
export interface PickerState {
  phase: "asking" | "signedOut" | "ready" | "away"
  /** In the guide's order. */
  requirements: readonly Requirement[]
  picked: readonly ToldItem[]
  /** The requirement whose row is open. */
  open?: string | undefined
  surface?: OpenSurface | undefined
  /** Why the way by a page of its own is offered (protocol M5): the frame is silent, or cannot do it here. */
  page?: "silent" | "needed" | "opening" | undefined
  fault?: Fault | undefined
}

/** What the page asks the picker to do. */
export interface PickerTask {
  itemCode: string
  draft: string
  /** Keys of the requirements that the picker handles; none means all of the item. */
  requirements: readonly string[]
  /** `page`: no frame, where the host page is known to cut windows. */
  mode: "frame" | "page"
}

/** What is asked for and what was chosen. It knows nothing of what the citizen holds. */
export class PickerMachine extends Machine<PickerState> {
  readonly #transport: Transport
  readonly #task: PickerTask

  constructor(transport: Transport, task: PickerTask) {
    const page = task.mode === "page" ? "needed" : undefined
    super({ phase: "asking", requirements: [], picked: [], page })
    this.#transport = transport
    this.#task = task
  }

  /** Reads the item's requirements. */
  async load(): Promise<void> {
    const { itemCode, draft } = this.#task
    this.move({ phase: "asking", fault: undefined })
    try {
      const item = await this.#transport.get<ServiceItem>(
        `/v1/items/${encodeURIComponent(itemCode)}`,
      )
      const own = item.requirements.filter(({ key }) => this.#handles(key))
      this.move({ phase: draft === "" ? "signedOut" : "ready", requirements: own })
    } catch (error) {
      const fault = faultFrom(error)
      this.move(
        fault.code === "login_required"
          ? { phase: "signedOut", fault: undefined }
          : { phase: "away", fault },
      )
    }
  }

  /** Opens a requirement's row; asks the gateway for a surface where there is none yet (protocol M1). */
  async choose(requirement: string): Promise<void> {
    this.move({ open: requirement, fault: undefined })
    if (this.state.surface !== undefined || this.state.page !== undefined) return
    const opened = await this.#openSurface({ mode: "frame" })
    if (opened === undefined) return
    const { id, url } = opened
    this.move({ surface: { id, url, hubOrigin: new URL(url).origin } })
  }

  /** Opens the surface as a page of its own, which leads back to `returnTo`. Gives its address. */
  async openPage(returnTo: string): Promise<string | undefined> {
    const { page } = this.state
    this.move({ page: "opening", fault: undefined })
    const opened = await this.#openSurface({ mode: "page", returnTo })
    this.move({ page })
    return opened?.url
  }

  async #openSurface(way: object): Promise<Pick<OpenSurface, "id" | "url"> | undefined> {
    try {
      return await this.#transport.post("/surfaces", {
        draft: this.#task.draft,
        itemCode: this.#task.itemCode,
        requirements: this.state.requirements.map(({ key }) => key),
        ...way,
      })
    } catch (error) {
      this.move({ fault: faultFrom(error) })
      return undefined
    }
  }

  /** Reads what was picked in a surface that was a page, back from there. */
  async readPicked(surface: string): Promise<void> {
    try {
      const { items } = await this.#transport.get<{ items: ToldItem[] }>(
        `/v1/surfaces/${surface}/picked`,
      )
      for (const item of items) if (this.#handles(item.requirement)) this.pick(item)
    } catch (error) {
      this.move({ fault: faultFrom(error) })
    }
  }

  #handles(key: string): boolean {
    const { requirements } = this.#task
    return requirements.length === 0 || requirements.includes(key)
  }

  /** The frame is silent or can't do it here (protocol M4, M5): a page of its own is offered. */
  offerPage(page: "silent" | "needed"): void {
    this.move({ page })
  }

  /** The frame is there, late. */
  answered(): void {
    if (this.state.page === "silent") this.move({ page: undefined })
  }

  /** Closes the open row; the surface stays for the next one. */
  fold(): void {
    this.move({ open: undefined })
  }

  /** The surface has ended: the next choice opens a new one. What was picked stays. */
  endSurface(): void {
    this.move({ surface: undefined, page: undefined })
  }

  /** Takes what the surface says was chosen; a second choice for a requirement replaces the first. */
  pick(item: ToldItem): void {
    this.move({
      picked: [
        ...this.state.picked.filter(({ requirement }) => requirement !== item.requirement),
        item,
      ],
    })
  }

  /** Forgets what was chosen for a requirement. */
  drop(requirement: string): void {
    this.move({ picked: this.state.picked.filter((each) => each.requirement !== requirement) })
  }

  /** Sets what was picked: a form's reset or restore. */
  restore(picked: readonly ToldItem[]): void {
    this.move({ picked })
  }

  /** Requirements that must be chosen and are not. */
  get missing(): readonly Requirement[] {
    return this.state.requirements.filter(
      (each) =>
        each.necessity === "required" &&
        mayBeHeld(each) &&
        !this.state.picked.some(({ requirement }) => requirement === each.key),
    )
  }
}

/**
 * Whether a paper for the requirement may be held somewhere. What the applicant makes is held where it is
 * of a type: an upload of the past.
 */
export const mayBeHeld = ({ source, licenceType }: Requirement): boolean =>
  source !== "applicant" || licenceType !== undefined
