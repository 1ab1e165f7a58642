import type { Fault } from '@barycentre/sync'

export type FaultCounts = { readonly [Code in Fault['code']]: number }

/** Faults that a peer brings about, as often as it likes: counted, not written to the log. */
const peersOwn: ReadonlySet<Fault['code']> = new Set(['malformed', 'socket'])

/** Counts what goes wrong in rooms, and tells the operator of what is the server's own. */
export function countFaults(tell: (error: unknown) => void): { report(fault: Fault): void; counts(): FaultCounts } {
  const counts = { storage: 0, checkpoint: 0, malformed: 0, socket: 0 }
  return {
    report({ code, document, cause }) {
      counts[code]++
      if (!peersOwn.has(code)) tell(new Error(`A room's fault (${code}) in ${document}`, { cause }))
    },
    counts: () => ({ ...counts }),
  }
}
