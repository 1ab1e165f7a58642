import type { MessagePort } from 'node:worker_threads'
import { foldUpdate } from '@barycentre/sync'

/** What a thread is started with so that it folds. */
export const foldTask = 'fold'

export type FoldAnswer = { readonly folded: Uint8Array } | { readonly failed: string }

/** The whole life of a thread that folds: one update comes, one answer goes. */
export function serveFolds(port: MessagePort): void {
  port.on('message', (update: Uint8Array) => {
    try {
      const folded = foldUpdate(update)
      const answer: FoldAnswer = { folded }
      // Handed over rather than copied; what Yjs returns may be a part of a larger buffer, which goes with it.
      port.postMessage(answer, folded.buffer instanceof ArrayBuffer ? [folded.buffer] : [])
    } catch (cause) {
      const answer: FoldAnswer = { failed: cause instanceof Error ? cause.message : String(cause) }
      port.postMessage(answer, [])
    }
  })
}
