import { createTabCarriers, type ToHost, type ToTab } from '@barycentre/sync/client'
import type { Here, Report } from './carrier-worker.ts'
import { createCarriers, type Carriers, type LineReports } from './server-line.ts'

/**
 * The line that this page shares with the person's other tabs. A worker holds it, one for each person, since a connection
 * is whose it was when it was opened. Where there is none to be had, the page holds a line of its own.
 */
export function openSharedLine(personId: string, reports: LineReports): Carriers {
  if (typeof SharedWorker === 'undefined' || navigator.locks === undefined) return createCarriers(reports)
  const worker = new SharedWorker(new URL('./carrier-worker.ts', import.meta.url), { type: 'module', name: personId })
  const waiting: (() => void)[] = []
  let isHere = false
  let own: Carriers | undefined

  const shared = createTabCarriers({
    postMessage(message: ToHost, transfer) {
      const post = () => worker.port.postMessage(message, transfer)
      if (isHere) post()
      else waiting.push(post)
    },
  })
  worker.port.onmessage = ({ data }: MessageEvent<ToTab | Report>) => {
    if (data.say === 'cost') reports.count(data.bytes)
    else if (data.say === 'delay') reports.measure(data.milliseconds)
    else shared.receive(data)
  }
  worker.onerror = () => {
    // It could not be loaded, as after an update of the server; whoever waits comes again, and finds this page's own.
    own ??= createCarriers(reports)
    shared.trunk.close()
    shared.requests.close()
  }
  // The worker sees by this lock when the page is gone; so nothing is said before it is held.
  const lock = `barycentre.tab.${crypto.randomUUID()}`
  void navigator.locks.request(lock, () => {
    worker.port.postMessage({ say: 'here', lock } satisfies Here, [])
    isHere = true
    for (const post of waiting.splice(0)) post()
    return new Promise(() => {})
  })

  return {
    trunk: { open: address => (own ?? shared).trunk.open(address), close: () => shared.trunk.close() },
    requests: { open: address => (own ?? shared).requests.open(address), close: () => shared.requests.close() },
  }
}
