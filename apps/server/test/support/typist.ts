import { createHash } from 'node:crypto'
import { PROSE_SCHEMA_VERSION } from '@barycentre/prose'
import {
  createHttpCarrier,
  joinDocument,
  PostRefusedError,
  type HttpCarrier,
  type WebSocketConstructor,
} from '@barycentre/sync/client'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { layoutVersion } from '@barycentre/plan-doc'
import { nodeTimers } from '../../src/live/timers.ts'

/** By our own client over a WebSocket, by the same over plain requests, or by the provider of the npm package alone. */
export type Way = 'socket' | 'requests' | 'stock'

/** Somebody who writes one word after another into a document, and remembers what they were promised. */
export interface Typist {
  readonly way: Way
  readonly document: string
  write(): void
  /** All own edits. */
  written(): readonly string[]
  /** Of them, those that the server has said to have on disk. */
  acknowledged(): readonly string[]
  /** Edits of others that have come. */
  seen(): readonly string[]
  has(ids: readonly string[]): boolean
  /** Whether all of the own edits are known to be saved; a stock client is never told. */
  isSaved(): boolean
  /** Tells documents of the same content from others. */
  hash(): string
  /** How often a connection has ended that was not ended here. */
  closes(): number
  /** Tries to connect now, and not when the provider's pause is over. */
  comeBack(): void
  leave(): void
}

export interface Where {
  readonly base: string
  readonly document: string
  readonly token: string
}

let typists = 0

export function joinAs(way: Way, where: Where): Typist {
  const doc = new Y.Doc()
  const ids = doc.getMap<number>('ids')
  const name = `${way}-${++typists}`
  const own: { readonly id: string; readonly clock: number }[] = []
  let savedClock = 0
  const connection =
    way === 'stock'
      ? joinStock(where, doc)
      : joinOurs(way, where, doc, clock => (savedClock = Math.max(savedClock, clock)))
  onTestFinished(connection.leave)
  return {
    way,
    document: where.document,
    write() {
      const id = `${name}:${own.length}`
      ids.set(id, own.length)
      own.push({ id, clock: Y.getState(doc.store, doc.clientID) })
    },
    written: () => own.map(({ id }) => id),
    acknowledged: () => own.filter(({ clock }) => clock <= savedClock).map(({ id }) => id),
    seen: () => [...ids.keys()].filter(id => !id.startsWith(`${name}:`)),
    has: all => all.every(id => ids.has(id)),
    isSaved: connection.isSaved,
    hash: () =>
      createHash('sha256')
        .update(JSON.stringify([...ids.entries()].sort()))
        .digest('hex'),
    closes: connection.closes,
    comeBack: connection.comeBack,
    leave: connection.leave,
  }
}

interface Connection {
  closes(): number
  isSaved(): boolean
  comeBack(): void
  leave(): void
}

function joinStock({ base, document, token }: Where, doc: Y.Doc): Connection {
  const provider = new WebsocketProvider(`${base.replace('http', 'ws')}/sync`, document, doc, {
    params: { token, schema: schemaOf(document) },
    disableBc: true,
    WebSocketPolyfill: WebSocket as never,
  })
  let closes = 0
  provider.on('connection-close', () => closes++)
  return {
    closes: () => closes,
    isSaved: () => true,
    comeBack() {
      provider.disconnect()
      provider.connect()
    },
    leave: () => provider.destroy(),
  }
}

function joinOurs(way: Way, { base, document, token }: Where, doc: Y.Doc, saved: (clock: number) => void): Connection {
  const carrier = way === 'requests' ? requestsTo(base, token) : undefined
  const joined = joinDocument({
    doc,
    serverUrl: `${base.replace('http', 'ws')}/sync`,
    documentName: document,
    Provider: ProviderApart,
    WebSocket: carrier === undefined ? (WebSocket as unknown as WebSocketConstructor) : overRequests(carrier),
    schema: schemaOf(document),
    parameters: { token },
    clock: Date.now,
    random: Math.random,
    timers: nodeTimers,
  })
  let closes = 0
  joined.onFact(fact => {
    if (fact.fact === 'closed') closes++
    if (fact.fact === 'saved') saved(fact.clocks.get(doc.clientID) ?? 0)
  })
  return {
    closes: () => closes,
    isSaved: () => joined.saveState.state === 'saved',
    comeBack: joined.reconnect,
    leave() {
      joined.close()
      carrier?.close()
    },
  }
}

/** In one process the providers would otherwise meet without the server. */
class ProviderApart extends WebsocketProvider {
  constructor(...[url, room, doc, options]: ConstructorParameters<typeof WebsocketProvider>) {
    super(url, room, doc, { ...options, disableBc: true })
  }
}

function overRequests(carrier: HttpCarrier): WebSocketConstructor {
  return function Below(url: string) {
    const { pathname, search } = new URL(url)
    return carrier.open(pathname + search)
  } as unknown as WebSocketConstructor
}

/** The web client's plain requests, with a token in place of a cookie. */
export function requestsTo(base: string, token: string): HttpCarrier {
  return createHttpCarrier({
    timers: nodeTimers,
    clock: Date.now,
    random: Math.random,
    post(body) {
      const abort = new AbortController()
      return { answer: send(body, abort.signal), abort: () => abort.abort() }
    },
  })

  async function send(body: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    const headers = { authorization: `Bearer ${token}` }
    const response = await fetch(`${base}/api/sync`, { method: 'POST', headers, body: body as BodyInit, signal })
    if (response.status === 401) throw new PostRefusedError(4401, 'signed-out')
    if (!response.ok) throw new Error(`answered ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  }
}

function schemaOf(document: string): string {
  return String(document.endsWith('/plan') ? layoutVersion : PROSE_SCHEMA_VERSION)
}
