/** Why a command does not run: the place, the rule and the mend in one line. */
export class CommandFault extends Error {
  override readonly name = "CommandFault"
  /** 2: it was typed wrongly. 1: it could not be done. */
  readonly exitCode: 1 | 2

  constructor(exitCode: 1 | 2, message: string, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}
