import type { Clock } from '@barycentre/kit'
import type { Timers } from '../src/timers.ts'

/** Time that stands still until it is turned by hand. */
export interface ManualTimers extends Timers {
  readonly clock: Clock
  /** Tasks that are due now, such as those put off until `soon`. */
  readonly due: number
  /** Runs one due task: the `pick`-th, so that chance may choose. */
  runOne(pick?: number): void
  /** Moves time on and runs everything that falls due, in order. */
  advance(milliseconds: number): void
  /** Sets the clock that is read, forward or back; what waits goes on waiting as long as it has to. */
  setClock(by: number): void
}

export function createManualTimers(start = 1_000_000): ManualTimers {
  let now = start
  let clockAhead = 0
  let counted = 0
  const tasks = new Map<number, { at: number; readonly every?: number; task: () => void }>()

  function add(milliseconds: number, task: () => void, every?: number): () => void {
    const id = ++counted
    tasks.set(id, { at: now + milliseconds, task, ...(every !== undefined && { every }) })
    return () => void tasks.delete(id)
  }

  function dueIds(): number[] {
    return [...tasks].filter(([, each]) => each.at <= now).map(([id]) => id)
  }

  function run(id: number): void {
    const each = tasks.get(id)
    if (each === undefined) return
    if (each.every === undefined) tasks.delete(id)
    else each.at = now + each.every
    each.task()
  }

  return {
    clock: () => now + clockAhead,
    soon: task => add(0, task),
    after: (milliseconds, task) => add(milliseconds, task),
    every: (milliseconds, task) => add(milliseconds, task, milliseconds),
    get due() {
      return dueIds().length
    },
    runOne(pick = 0) {
      const ids = dueIds()
      const id = ids[pick % ids.length]
      if (id !== undefined) run(id)
    },
    advance(milliseconds) {
      const end = now + milliseconds
      for (;;) {
        const next = [...tasks].filter(([, each]) => each.at <= end).sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0]
        if (next === undefined) break
        now = Math.max(now, next[1].at)
        run(next[0])
      }
      now = end
    },
    setClock(by) {
      clockAhead += by
    },
  }
}
