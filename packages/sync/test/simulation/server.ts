import { seededRandom } from '@barycentre/kit'
import {
  createPollChannels,
  createRooms,
  foldUpdate,
  type Fault,
  type Limits,
  type PollChannels,
  type Rooms,
} from '../../src/index.ts'
import { createManualTimers, type ManualTimers } from '../../testing/index.ts'
import type { Disk } from './disk.ts'
import { DiskStore } from './disk-store.ts'

/** One process of the server, from its start to its end. */
export interface Server {
  readonly rooms: Rooms
  readonly channels: PollChannels
  readonly store: DiskStore
  readonly timers: ManualTimers
  /** Folds that are being made somewhere else. */
  readonly folds: (() => void)[]
  /** It lets nobody in any more and settles what it has. */
  isStopping: boolean
  /** It has settled everything. */
  hasStopped: boolean
}

export interface ServerOptions {
  readonly disk: Disk
  readonly limits: Partial<Limits>
  readonly startedAt: number
  readonly seed: number
  /** Which start of it this is. */
  readonly start: number
  report(fault: Fault): void
}

export function startServer({ disk, limits, startedAt, seed, start, report }: ServerOptions): Server {
  const store = new DiskStore(disk, { held: true })
  const timers = createManualTimers(startedAt)
  const folds: (() => void)[] = []
  const rooms = createRooms({
    store,
    timers,
    clock: timers.clock,
    random: seededRandom(seed),
    limits,
    report,
    fold: update => new Promise(resolve => void folds.push(() => resolve(foldUpdate(update)))),
  })
  const random = seededRandom(1_000 * seed + start)
  const channels = createPollChannels({ clock: timers.clock, timers, random, maxChannels: 20 })
  return { rooms, channels, store, timers, folds, isStopping: false, hasStopped: false }
}
