import { createEmitter, sameJson, type Clock, type Random } from '@barycentre/kit'
import type { Doc } from 'yjs'
import { encodeStep2 } from '../message.ts'
import type { Place } from '../store.ts'
import type { Timers } from '../timers.ts'
import type { Keeper, Loaded } from './keeper.ts'
import { createLink, type LinkFact, type Resumption, type WebSocketConstructor } from './link.ts'
import { Unsaved } from './unsaved.ts'
import { withoutDeleted } from './without-deleted.ts'
import { emptySaveLedger, nextSaveLedger, saveStateOf, type SaveFact, type SaveState } from './save-ledger.ts'

export interface JoinOptions<Provider extends StockProvider> {
  readonly doc: Doc
  /** Such as `wss://host/sync`; the document's name is added to it. */
  readonly serverUrl: string
  readonly documentName: string
  /** `WebsocketProvider` of `y-websocket`. */
  readonly Provider: ProviderConstructor<Provider>
  readonly WebSocket: WebSocketConstructor
  /** The layout version that this client knows; also sent as the parameter `schema`. */
  readonly schema: string
  /** Further parameters of the address, such as a token. */
  readonly parameters?: { readonly [name: string]: string }
  /** The store on this device, if there is one: it is loaded before connecting. */
  readonly keeper?: Keeper
  /** Milliseconds for which what is written here may wait to go up together, as the line of the moment wants it; 0: none. */
  readonly gatherFor?: () => number
  readonly clock: Clock
  readonly random: Random
  readonly timers: Timers
}

export interface JoinedDocument<Provider extends StockProvider> {
  readonly provider: Provider
  readonly saveState: SaveState
  /** Tells each new state; `saveState` is already it. */
  onSaveState(listener: (state: SaveState) => void): () => void
  /** What was made here and is not known to be saved, as one update; `undefined` where that is not at hand. */
  unsaved(): Uint8Array | undefined
  /** Everything that the link sees, for those who want more than the state. */
  onFact(listener: (fact: LinkFact) => void): () => void
  /** Tries now rather than when the pause is over: the network is back, or the person asks. */
  reconnect(): void
  close(): void
}

/** What of `WebsocketProvider` is used here. Two of these are not in its documentation; the test with the real class holds them. */
export interface StockProvider {
  readonly awareness: { getLocalState(): object | null; setLocalState(state: object | null): void }
  readonly synced: boolean
  readonly wsconnected: boolean
  maxBackoffTime: number
  wsUnsuccessfulReconnects: number
  /** The watchdog: closes the connection when no whole message came for 30 s. */
  _checkInterval: unknown
  ws: { send(data: never): void; close(): void } | null
  on(event: never, listener: never): unknown
  connect(): void
  destroy(): void
}
export type ProviderConstructor<Provider extends StockProvider> = new (
  serverUrl: string,
  roomname: string,
  doc: Doc,
  options: {
    connect: boolean
    params: { [name: string]: string }
    // The provider is typed for a browser's WebSocket, and uses of it what the link has.
    WebSocketPolyfill: never
  },
) => Provider

/**
 * Joins a document through the stock provider, over our link. The provider keeps the protocol; this adds what it lacks:
 * opening after this device's store, a status from facts, patience on slow links, and pauses with chance in them, so
 * that a server that comes back is not met by everybody at once.
 */
export function joinDocument<Provider extends StockProvider>(options: JoinOptions<Provider>): JoinedDocument<Provider> {
  const { doc, keeper, clock, random, timers, schema } = options
  const states = createEmitter<[SaveState]>()
  const facts = createEmitter<[LinkFact]>()
  const unsaved = new Unsaved()
  let reached: Place | undefined
  let ledger = emptySaveLedger
  let saveState = saveStateOf(ledger)
  let heardAt = 0
  let failures = 0
  let closed = false
  /** Bytes in which what the server finds too much was offered last. */
  let offered: number | undefined

  function tell(fact: SaveFact): void {
    const before = ledger
    ledger = nextSaveLedger(ledger, fact)
    if (ledger.saved > before.saved) {
      keeper?.acknowledge(ledger.saved)
      unsaved.drop(ledger.saved - before.saved)
      if (ledger.saved === ledger.made) {
        unsaved.handedOver()
        offered = undefined
      }
    }
    const next = saveStateOf(ledger)
    if (sameJson(next, saveState)) return
    saveState = next
    states.emit(saveState)
  }

  function onFact(fact: LinkFact): void {
    if (fact.fact === 'heard' || fact.fact === 'opened') heardAt = clock()
    if (fact.fact === 'saved') unsaved.dropParts(fact.clocks)
    if (fact.fact === 'reached') {
      reached = fact.place
      keeper?.reach(fact.place)
    } else if (fact.fact !== 'heard') tell(fact)
    if (fact.fact === 'refused' && fact.code === 'document-full') offerWithoutDeleted()
    facts.emit(fact)
  }

  /** Who has taken out again what was too much must not be refused for it for ever. */
  function offerWithoutDeleted(): void {
    const made = unsaved.whole
    const update = withoutDeleted(doc, made)
    if (update.length >= (offered ?? made?.length ?? Infinity)) return
    offered = update.length
    // The link's `send`, which takes bytes; the provider's type is that of a browser's WebSocket.
    provider.ws?.send(encodeStep2(update) as never)
  }

  function onUpdate(update: Uint8Array, origin: unknown): void {
    if (origin === provider || keeper?.isOwn(origin) === true) return
    unsaved.add(update)
    tell({ fact: 'updated-here' })
  }

  function resumption(): Resumption | undefined {
    const update = unsaved.joined
    return reached === undefined || update === undefined ? undefined : { place: reached, unsaved: update }
  }

  // Before the provider's own listener: an update must have been counted as made when its frame is counted as sent.
  doc.on('update', onUpdate)
  const provider = new options.Provider(options.serverUrl, options.documentName, doc, {
    connect: false,
    params: { ...options.parameters, schema },
    WebSocketPolyfill: createLink({
      WebSocket: options.WebSocket,
      clock,
      schema,
      client: doc.clientID,
      resumption,
      gathering: { timers, clock, forNow: options.gatherFor ?? (() => 0) },
      onFact,
    }) as never,
  })
  clearInterval(provider._checkInterval)
  listen(provider, 'status', ({ status }: { readonly status: string }) => {
    // Peers that saw us leave ignore a state that is no newer than the one they knew.
    if (status === 'connected') provider.awareness.setLocalState(provider.awareness.getLocalState())
  })
  listen(provider, 'sync', (synced: boolean) => {
    if (synced) failures = 0
  })
  listen(provider, 'connection-close', () => {
    provider.maxBackoffTime = pauseBefore(++failures, random)
    // Past any exponent of the provider's own, so that the pause is ours alone.
    provider.wsUnsuccessfulReconnects = 30
  })
  const stopWatching = timers.every(watchEvery, () => {
    const patience = provider.synced ? patienceWhenSynced : patienceWhileSyncing
    if (provider.wsconnected && clock() - heardAt > patience) provider.ws?.close()
  })
  const stopKept = keeper?.onKept(count => tell({ fact: 'kept', count }))
  const loaded = keeper === undefined ? Promise.resolve(nothingHeld) : keeper.whenLoaded
  void loaded
    // The keeper tells its own failures; the document can still be had from the server.
    .catch(() => nothingHeld)
    .then(held => {
      if (closed) return
      unsaved.load(held.unsaved)
      reached = held.reached
      tell({ fact: 'loaded', waiting: held.waiting })
      provider.connect()
    })

  return {
    provider,
    get saveState() {
      return saveState
    },
    onSaveState: states.on,
    unsaved: () => unsaved.whole,
    onFact: facts.on,
    reconnect: () => provider.connect(),
    close() {
      closed = true
      stopWatching()
      stopKept?.()
      doc.off('update', onUpdate)
      provider.destroy()
    },
  }
}

const nothingHeld: Loaded = { waiting: 0, unsaved: [], reached: undefined }

// In milliseconds. The server says something at least every 15 s.
const watchEvery = 5_000
const patienceWhenSynced = 45_000
/** A first state arrives as one message, of which nothing is seen before its end: on a thin line that takes minutes. */
const patienceWhileSyncing = 600_000
const shortestPause = 200
const longestPause = 30_000

/** Anything up to twice as long after each failure, and never at once. */
function pauseBefore(attempt: number, random: Random): number {
  const ceiling = Math.min(longestPause, shortestPause * 2 ** Math.min(attempt, 10))
  return shortestPause + random() * (ceiling - shortestPause)
}

// The provider started this timer with its environment's own `setInterval`, so that environment's `clearInterval` stops it.
declare function clearInterval(timer: unknown): void

function listen<Fact>(provider: StockProvider, event: string, listener: (fact: Fact) => void): void {
  provider.on(event as never, listener as never)
}
