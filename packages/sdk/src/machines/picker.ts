import type { PickedItem, Requirement, ServiceItem } from "@tongban/standards"
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
  picked: readonly PickedItem[]
  /** The requirement whose row is open. */
  open?: string | undefined
  surface?: OpenSurface | undefined
  fault?: Fault | undefined
}

/** What the page asks the picker to do. */
export interface PickerTask {
  itemCode: string
  draft: string
  /** Keys of the requirements that the picker handles; none means all of the item. */
  requirements: readonly string[]
}

/** What is asked for and what was chosen. It knows nothing of what the citizen holds. */
export class PickerMachine extends Machine<PickerState> {
  readonly #transport: Transport
  readonly #task: PickerTask

  constructor(transport: Transport, task: PickerTask) {
    super({ phase: "asking", requirements: [], picked: [] })
    this.#transport = transport
    this.#task = task
  }

  /** Reads the item's requirements. */
  async load(): Promise<void> {
    const { itemCode, requirements, draft } = this.#task
    this.move({ phase: "asking", fault: undefined })
    try {
      const item = await this.#transport.get<ServiceItem>(
        `/v1/items/${encodeURIComponent(itemCode)}`,
      )
      const own = item.requirements.filter(
        ({ key }) => requirements.length === 0 || requirements.includes(key),
      )
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
    if (this.state.surface !== undefined) return
    try {
      const surface = await this.#transport.post<OpenSurface & { expiresAt: string }>("/surfaces", {
        draft: this.#task.draft,
        itemCode: this.#task.itemCode,
        requirements: this.state.requirements.map(({ key }) => key),
        mode: "frame",
      })
      const { id, url } = surface
      this.move({ surface: { id, url, hubOrigin: new URL(url).origin } })
    } catch (error) {
      this.move({ fault: faultFrom(error) })
    }
  }

  /** Closes the open row; the surface stays for the next one. */
  fold(): void {
    this.move({ open: undefined })
  }

  /** The surface has ended: the next choice opens a new one. What was picked stays. */
  endSurface(): void {
    this.move({ surface: undefined })
  }

  /** Takes what the surface says was chosen; a second choice for a requirement replaces the first. */
  pick(item: PickedItem): void {
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
  restore(picked: readonly PickedItem[]): void {
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
