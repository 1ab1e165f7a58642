import type { Fault } from '@barycentre/sync'
import type { Log } from './log.ts'

export type FaultCounts = { readonly [Code in Fault['code']]: number }

/** Faults that a peer brings about, as often as it likes: counted, and logged only for who looks for them. */
const peersOwn: ReadonlySet<Fault['code']> = new Set(['malformed', 'socket'])

/** Counts what goes wrong in rooms, and tells the operator of what is the server's own. */
export function countFaults(log: Log): { report(fault: Fault): void; counts(): FaultCounts } {
  const counts = { storage: 0, checkpoint: 0, malformed: 0, socket: 0 }
  return {
    report(fault) {
      counts[fault.code]++
      log[peersOwn.has(fault.code) ? 'debug' : 'error'](fault, 'a fault in a room')
    },
    counts: () => ({ ...counts }),
  }
}
