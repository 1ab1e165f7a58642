import { Deletions } from './deletions.ts'
import { RunBytes } from './run-bytes.ts'
import type { Run, ScannedUpdate } from './scan-update.ts'
import { writeUpdate } from './write-update.ts'

/**
 * Joins updates that follow one another into one. What one client wrote in a row is laid one behind the other as it
 * stands, which costs a copy where `Y.mergeUpdates` costs a decoding; letters typed in a row become one struct, as Yjs
 * itself makes of them. Runs of one client must be added in the order of their clocks, without a hole between them.
 */
export class UpdateBuilder {
  readonly #runs = new Map<number, RunBytes>()
  readonly #deletions = new Deletions()

  /** All of the update. */
  add({ bytes, runs, deletions }: ScannedUpdate): void {
    for (const run of runs) this.addRun(bytes, run)
    for (const { client, clock, length } of deletions) this.addDeletion(client, clock, clock + length)
  }

  addRun(bytes: Uint8Array, run: Run): void {
    let known = this.#runs.get(run.client)
    if (known === undefined) this.#runs.set(run.client, (known = new RunBytes(run.client, run.clock)))
    known.append(bytes, run)
  }

  addDeletion(client: number, start: number, end: number): void {
    this.#deletions.add(client, start, end)
  }

  build(): Uint8Array {
    return writeUpdate([...this.#runs.values()], this.#deletions).bytes
  }
}
