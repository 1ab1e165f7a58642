import { causalOrder } from './causal-order.ts'
import { cutBlock } from './cut-block.ts'
import { scanUpdate } from './scan-update.ts'
import { UpdateBuilder } from './update-builder.ts'

/** What goes up in one piece, about: some seconds on a thin line, and, with all that is around it, below 64 KiB. */
export const pieceBytes = 60 * 1024

/**
 * Cuts an update into several, each of about `maxBytes`, of which each can be taken when all before it have been:
 * structs first, deletions last. A long text or list is cut as well; a single value of it, or a type, is not.
 */
export function splitUpdate(update: Uint8Array, maxBytes: number): readonly Uint8Array[] {
  if (update.length <= maxBytes) return [update]
  const scanned = scanUpdate(update)
  const pieces: Uint8Array[] = []
  let builder = new UpdateBuilder()
  let size = 0
  const finish = () => {
    if (size === 0) return
    pieces.push(builder.build())
    builder = new UpdateBuilder()
    size = 0
  }
  // Whoever is sent it has what came before the first struct of each client, and all of everybody else's.
  const starts = new Map(scanned.runs.map(run => [run.client, run.clock]))
  const blocks = causalOrder(scanned, client => starts.get(client) ?? Infinity)
  for (;;) {
    const { done, value } = blocks.next()
    // Some of it waits for what is not in it: only together can it be left to whoever takes it.
    if (done === true && !value) return [update]
    if (done === true) break
    for (const { bytes, run } of cutBlock(value, maxBytes)) {
      const more = run.to - run.from
      if (size + more > maxBytes) finish()
      builder.addRun(bytes, run)
      size += more
    }
  }
  for (const { client, clock, length } of scanned.deletions) {
    builder.addDeletion(client, clock, clock + length)
    size += bytesOfDeletion
    if (size >= maxBytes) finish()
  }
  finish()
  return pieces
}

/** A client now and then, a clock and a length: about. */
const bytesOfDeletion = 6
