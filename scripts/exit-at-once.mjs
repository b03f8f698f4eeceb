// Imported by the processes of the tests. Node 26 sometimes turns for ever in the clean-up of its own handles
// after everything is done (`Environment::CleanupHandles`); `process.exit` leaves it out. Asked for as late as
// can be, so that the test runner's own listeners of `exit` come first.
process.once("beforeExit", () => {
  process.on("exit", () => process.exit())
})
