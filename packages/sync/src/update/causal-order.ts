import * as Y from 'yjs'
import { readRun, scanUpdate, type Run, type ScannedUpdate, type Struct } from './scan-update.ts'
import { UpdateBuilder } from './update-builder.ts'
import { Deletions } from './deletions.ts'
import { writeUpdate } from './write-update.ts'

/** Some of the structs of one client that follow one another, with the bytes that they lie in. */
export interface Block {
  readonly bytes: Uint8Array
  readonly run: Run
}

/**
 * The structs of an update that are new to somebody who has everything up to `clockOf`, in an order in which each can
 * be taken when it comes: after all that it builds on. Ends early where nothing more can; returns whether that was all.
 */
export function* causalOrder(
  { bytes, runs }: ScannedUpdate,
  clockOf: (client: number) => number,
): Generator<Block, boolean> {
  const queues = new Map(runs.map(run => [run.client, new Queue(bytes, run, clockOf(run.client))]))
  const reach = (client: number) => queues.get(client)?.reach ?? clockOf(client)
  // Who waits for whom; looked through again when that one has moved on.
  const waiting = new Map<number, Queue[]>()
  const ready = [...queues.values()]
  let steps = 20 * runs.reduce((sum, run) => sum + run.count, 0) + 10_000
  for (let queue = ready.pop(); queue !== undefined; queue = ready.pop()) {
    let moved = false
    for (;;) {
      if (--steps < 0) throw new Error('it is too tangled')
      const { head } = queue
      if (head === undefined) break
      const missing = missingOf(head, reach)
      if (missing !== undefined) {
        const others = waiting.get(missing)
        if (others === undefined) waiting.set(missing, [queue])
        else others.push(queue)
        break
      }
      yield queue.take()
      moved = true
    }
    if (!moved) continue
    const awake = waiting.get(queue.client)
    if (awake === undefined) continue
    waiting.delete(queue.client)
    steps -= awake.length
    ready.push(...awake)
  }
  return [...queues.values()].every(queue => queue.isDone)
}

/** The part of an update that is new and can be taken, as an update of its own without deletions; and whether anything was left. */
export function takeable(
  scanned: ScannedUpdate,
  clockOf: (client: number) => number,
): { readonly structs: ScannedUpdate; readonly isWhole: boolean } {
  const builder = new UpdateBuilder()
  const blocks = causalOrder(scanned, clockOf)
  for (;;) {
    const { done, value } = blocks.next()
    if (done === true) return { structs: scanUpdate(builder.build()), isWhole: value }
    builder.addRun(value.bytes, value.run)
  }
}

class Queue {
  readonly client: number
  reach: number
  isDone = false
  head: Struct | undefined
  readonly #bytes: Uint8Array
  readonly #structs: Generator<Struct>

  constructor(bytes: Uint8Array, run: Run, reach: number) {
    this.client = run.client
    this.reach = reach
    this.#bytes = bytes
    this.#structs = readRun(bytes, run)
    this.#advance()
  }

  take(): Block {
    const head = this.head as Struct
    const { client, clock, length, from, to } = head
    const whole: Block = { bytes: this.#bytes, run: blockRun(client, clock, clock + length, from, to) }
    const block = clock === this.reach ? whole : sliced(whole, this.reach)
    this.reach = clock + length
    this.#advance()
    return block
  }

  /** To the next struct that brings something new; there is none behind a hole. */
  #advance(): void {
    this.head = undefined
    for (;;) {
      const { done, value } = this.#structs.next()
      if (done === true) return void (this.isDone = true)
      if (value.clock + value.length <= this.reach) continue
      if (value.isHole || value.clock > this.reach) return
      this.head = value
      return
    }
  }
}

function missingOf({ client, needs }: Struct, reach: (client: number) => number): number | undefined {
  for (let i = 0; i < needs.length; i += 2) {
    const needed = needs[i] as number
    // Of its own client it needs what came before, which is there.
    if (needed !== client && (needs[i + 1] as number) >= reach(needed)) return needed
  }
  return undefined
}

/** What of a single struct lies behind `clock`. How each content is cut, Yjs knows. */
function sliced({ bytes, run }: Block, clock: number): Block {
  const single = writeUpdate(
    [{ client: run.client, clock: run.clock, count: 1, parts: [bytes.subarray(run.from, run.to)] }],
    new Deletions(),
  ).bytes
  const vector = Y.encodeStateVector(new Map([[run.client, clock]]))
  const rest = scanUpdate(Y.diffUpdate(single, vector))
  return { bytes: rest.bytes, run: rest.runs[0] as Run }
}

export function blockRun(client: number, clock: number, end: number, from: number, to: number): Run {
  return {
    client,
    clock,
    end,
    count: 1,
    from,
    to,
    hasHoles: false,
    hasTypes: false,
    firstText: undefined,
    lastText: undefined,
  }
}
