import { seededRandom, type Random } from '@barycentre/kit'
import type { Manner } from './person.ts'

/** One thing that happens. `pick` chooses among those to whom it can happen, and how. */
export interface Step {
  readonly step: StepName
  readonly pick: number
}

/** How often each happens; `ordinary` is what any day brings. */
const ordinary = {
  write: 16,
  erase: 3,
  connect: 10,
  'to-server': 40,
  'to-peer': 44,
  request: 16,
  answer: 16,
  tick: 44,
  commit: 30,
  read: 12,
  fold: 2,
  'pass-time': 3,
  keep: 3,
  'come-back': 3,
} as const

/** What goes wrong, or is done to the server by others. Of these each run has some, and not the others. */
const mishaps = {
  /** A connection ends, and both ends hear of it. */
  cut: 2,
  /** A message is lost in one direction, and with it all that follows. */
  'lose-up': 1,
  'lose-down': 1,
  /** A client is gone, and what it had sent is still on its way: it comes again meanwhile. */
  abandon: 2,
  /** Nothing gets through from or to somebody. */
  partition: 1,
  'end-partition': 2,
  'lose-request': 2,
  'lose-answer': 2,
  /** A request that has arrived arrives again. */
  'repeat-request': 3,
  /** The disk is full for one commit. */
  'refuse-commit': 1,
  /** A commit is written and its sync fails; so much of it is there as `pick` says. */
  'fail-sync': 1,
  /** Nothing can be written from now on, until it can again. */
  'disk-fails': 1,
  'disk-recovers': 2,
  'fail-read': 1,
  /** Reading takes as long as it takes, until it does not. */
  'slow-reads': 1,
  'fast-reads': 1,
  /** The process dies: before a commit, with it half written, or when it is on disk and nobody has been told. */
  crash: 1,
  'crash-torn': 1,
  'crash-after-commit': 2,
  /** In good order. */
  stop: 1,
  'set-clock': 1,
  'other-process': 2,
  /** It writes so much that the log is worth folding. */
  'other-process-much': 1,
  'fold-elsewhere': 1,
  'close-page': 1,
  'crash-page': 2,
  revoke: 1,
  grant: 1,
  forge: 3,
} as const

export type StepName = keyof typeof ordinary | keyof typeof mishaps
export const stepNames = [...Object.keys(ordinary), ...Object.keys(mishaps)] as StepName[]

/** Who takes part in a run, and what happens in it. All of it follows from the seed. */
export interface Plan {
  readonly seed: number
  readonly persons: readonly Part[]
  /** What may wait at a socket. */
  readonly maxSocketBytes: number
  readonly steps: readonly Step[]
}

export interface Part {
  readonly manner: Manner
  readonly mayWrite: boolean
  /** In the other document. */
  readonly isElsewhere: boolean
}

const manners: readonly Manner[] = ['link', 'link', 'stock', 'requests', 'poor-line', 'link']

export function planOf(seed: number): Plan {
  const random = seededRandom(seed)
  const count = 3 + Math.floor(random() * 4)
  const persons = Array.from({ length: count }, (_, i) => ({
    manner: i === 0 ? ('link' as const) : oneOf(random, manners),
    mayWrite: i === 0 || random() < 0.9,
    // Two documents, so that a commit can hold rows of both, and a crash come between them.
    isElsewhere: i > 1 && random() < 0.4,
  }))
  const maxSocketBytes = random() < 0.5 ? 256 * 1024 : 50 + Math.floor(random() * 500)
  // Each run has its own weather: with everything at once some things would never go far enough to matter.
  const weights = Object.entries({ ...ordinary, ...thinned(random, mishaps) }) as [StepName, number][]
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
  const length = 100 + Math.floor(random() * 400)
  const steps = Array.from({ length }, (): Step => {
    let at = random() * total
    const [step] = weights.find(([, weight]) => (at -= weight) < 0) ?? (['tick', 1] as const)
    return { step, pick: Math.floor(random() * 1_000) }
  })
  return { seed, persons, maxSocketBytes, steps }
}

function thinned(random: Random, weights: { readonly [step: string]: number }): { [step: string]: number } {
  return Object.fromEntries(
    Object.entries(weights).flatMap(([step, weight]) => (random() < 0.35 ? [[step, weight]] : [])),
  )
}

function oneOf<T>(random: Random, among: readonly T[]): T {
  return among[Math.floor(random() * among.length)] as T
}
