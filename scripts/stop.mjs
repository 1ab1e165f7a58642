/** A reason to stop that is said to the person as it stands: one sentence, without a stack. */
export class Stop extends Error {}

/** Runs `main`; a `Stop` becomes its sentence and exit code 1, anything else keeps its stack. */
export async function runMain(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error)
    process.exitCode = 1
  }
}
