import { createEmitter, sameJson } from '@barycentre/kit'
import { api, type LedgerEntry } from '../shell/api.ts'

/** What was decided, as the server tells it; asked for when somebody wants it, and again when the network comes back. */
export interface LedgerFeed {
  /** Undefined until the server has answered. The same list as long as it says the same. */
  get(): readonly LedgerEntry[] | undefined
  /** Told of news; whoever listens wants it. */
  on(listener: () => void): () => void
  close(): void
}

export function openLedger(workspaceId: string): LedgerFeed {
  const news = createEmitter<[]>()
  let entries: readonly LedgerEntry[] | undefined
  let isWanted = false
  let isClosed = false

  async function fetchAgain(): Promise<void> {
    // Without the server there is nothing to show: the ledger is the server's, and the views say so.
    const reply = await api.ledger(workspaceId)
    if (isClosed || !reply.ok || sameJson(reply.value, entries)) return
    entries = reply.value
    news.emit()
  }
  const comeBack = () => {
    if (isWanted && document.visibilityState === 'visible') void fetchAgain()
  }
  addEventListener('online', comeBack)
  document.addEventListener('visibilitychange', comeBack)

  return {
    get: () => entries,
    on(listener) {
      if (!isWanted) void fetchAgain()
      isWanted = true
      return news.on(listener)
    },
    close() {
      isClosed = true
      removeEventListener('online', comeBack)
      document.removeEventListener('visibilitychange', comeBack)
    },
  }
}
