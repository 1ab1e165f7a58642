import { Worker } from 'node:worker_threads'
import { foldUpdate } from '@barycentre/sync'
import type { FoldLimits } from './limits.ts'
import { foldTask, type FoldAnswer } from './serve-folds.ts'

/** Folds documents where that holds up nobody. */
export interface Folder {
  /** Rejects when too many wait, when it takes too long, or when the update cannot be folded. */
  fold(update: Uint8Array): Promise<Uint8Array>
  /** How many wait or are being folded. */
  readonly waiting: number
  /** Rejects what waits. */
  close(): Promise<void>
}

interface Job {
  readonly update: Uint8Array
  resolve(folded: Uint8Array): void
  reject(cause: Error): void
}

/**
 * One thread, one update at a time. The thread is started when it is first needed, and again after it has died or been
 * ended for taking too long; then only the update that it was at is not folded.
 */
export function openFolder(limits: FoldLimits, startThread: () => Worker = startFoldThread): Folder {
  const jobs: Job[] = []
  let thread: Worker | undefined
  let current: Job | undefined
  let deadline: NodeJS.Timeout | undefined
  let isClosed = false

  return {
    async fold(update) {
      if (isClosed) throw new Error('Nothing is folded any more')
      if (update.length < limits.asideFrom) return foldUpdate(update)
      if (jobs.length >= limits.maxWaiting) throw new Error(`${jobs.length} documents wait to be folded already`)
      return new Promise((resolve, reject) => {
        jobs.push({ update, resolve, reject })
        next()
      })
    },
    get waiting() {
      return jobs.length + (current === undefined ? 0 : 1)
    },
    async close() {
      isClosed = true
      for (const job of jobs.splice(0)) job.reject(new Error('Nothing is folded any more'))
      await drop(new Error('Nothing is folded any more'))
    },
  }

  function next(): void {
    if (current !== undefined || isClosed) return
    current = jobs.shift()
    if (current === undefined) return
    try {
      thread ??= start()
      // Whoever waits for it must not see the process end for want of anything else to do.
      thread.ref()
      // Copied, not handed over: the room may still need it.
      thread.postMessage(current.update, [])
    } catch (cause) {
      settle({ failed: `No thread could be started: ${String(cause)}` })
      return
    }
    deadline = setTimeout(() => void drop(new Error(`Folding took longer than ${limits.within} ms`)), limits.within)
  }

  function start(): Worker {
    const started = startThread()
    started.on('message', (answer: FoldAnswer) => {
      if (thread === started) settle(answer)
    })
    started.on('error', cause => {
      if (thread === started) void drop(new Error('The thread that folds has failed', { cause }))
    })
    started.on('exit', code => {
      if (thread === started) void drop(new Error(`The thread that folds has ended with ${code}`))
    })
    return started
  }

  function settle(answer: FoldAnswer): void {
    clearTimeout(deadline)
    thread?.unref()
    const job = current
    current = undefined
    if ('folded' in answer) job?.resolve(answer.folded)
    else job?.reject(new Error(answer.failed))
    next()
  }

  /** Gives up the thread with what it was at; the next update gets a new one. */
  async function drop(cause: Error): Promise<void> {
    clearTimeout(deadline)
    const dropped = thread
    const job = current
    thread = undefined
    current = undefined
    job?.reject(cause)
    next()
    await dropped?.terminate()
  }
}

/** A document that needs more than this is not worth the risk to the others. */
const mostMegabytes = 1_024

function startFoldThread(): Worker {
  const isSource = import.meta.url.endsWith('.ts')
  const file = isSource ? new URL('./fold-thread.ts', import.meta.url) : new URL(import.meta.url)
  return new Worker(file, { workerData: foldTask, resourceLimits: { maxOldGenerationSizeMb: mostMegabytes } })
}
