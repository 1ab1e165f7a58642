import { hostTab, type ToHost, type ToTab } from '@barycentre/sync/client'
import { createCarriers } from './server-line.ts'

// Runs once per browser and person, as a SharedWorker: what carries the documents of all of their tabs to the server.

/** What a tab says besides. */
export interface Here {
  readonly say: 'here'
  /** A lock that the tab holds for as long as it lives: a tab that is killed says nothing, and its lock is free. */
  readonly lock: string
}

/** What all tabs are told besides. */
export type Report =
  { readonly say: 'cost'; readonly bytes: number } | { readonly say: 'delay'; readonly milliseconds: number }

const tabs = new Set<MessagePort>()
let bytes = 0

const carriers = createCarriers({
  count(more) {
    if (bytes === 0) setTimeout(tellCost, 1_000)
    bytes += more
  },
  measure: milliseconds => tell({ say: 'delay', milliseconds }),
})

// The types of a page stand in for those of a worker, which cannot be had beside them.
const scope = globalThis as unknown as { onconnect: (event: MessageEvent) => void }
scope.onconnect = ({ ports }) => {
  const [port] = ports
  if (port === undefined) return
  const tab = hostTab({ postMessage: (message: ToTab, transfer) => port.postMessage(message, transfer) }, carriers)
  port.onmessage = ({ data }: MessageEvent<ToHost | Here>) => {
    if (data.say !== 'here') return tab.receive(data)
    tabs.add(port)
    void navigator.locks.request(data.lock, () => {
      tabs.delete(port)
      tab.leave()
      port.close()
    })
  }
}

function tellCost(): void {
  tell({ say: 'cost', bytes })
  bytes = 0
}

function tell(report: Report): void {
  for (const port of tabs) port.postMessage(report)
}
