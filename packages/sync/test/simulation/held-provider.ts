import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { createEmitter } from '@barycentre/kit'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import type { StockProvider, WebSocketConstructor, WebSocketLike } from '../../src/client/index.ts'
import { encodeStep1, encodeUpdate } from '../../src/message.ts'

/**
 * Does what `WebsocketProvider` of y-websocket does, with the library that it uses, but comes back only when it is told
 * to: the real one has timers of its own.
 */
export class HeldProvider implements StockProvider {
  readonly awareness = { getLocalState: () => null, setLocalState: () => {} }
  synced = false
  wsconnected = false
  maxBackoffTime = 0
  wsUnsuccessfulReconnects = 0
  _checkInterval: unknown
  ws: WebSocketLike | null = null
  readonly #doc: Y.Doc
  readonly #address: string
  readonly #WebSocket: WebSocketConstructor
  readonly #events = createEmitter<[event: string, fact: unknown]>()
  readonly #onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== this) this.#send(encodeUpdate(update))
  }
  #isGone = false

  constructor(
    serverUrl: string,
    room: string,
    doc: Y.Doc,
    { WebSocketPolyfill }: { readonly WebSocketPolyfill: unknown },
  ) {
    this.#address = `${serverUrl}/${room}`
    this.#doc = doc
    this.#WebSocket = WebSocketPolyfill as WebSocketConstructor
    doc.on('update', this.#onUpdate)
  }

  on(event: never, listener: never): void {
    this.#events.on((each, fact) => {
      if (each === event) (listener as (fact: unknown) => void)(fact)
    })
  }

  connect(): void {
    if (this.ws !== null || this.#isGone) return
    const socket = new this.#WebSocket(this.#address)
    this.ws = socket
    socket.onopen = () => {
      this.wsconnected = true
      this.#events.emit('status', { status: 'connected' })
      this.#send(encodeStep1(Y.encodeStateVector(this.#doc)))
    }
    socket.onmessage = ({ data }: { readonly data: ArrayBuffer }) => this.#read(new Uint8Array(data))
    socket.onclose = () => {
      if (this.ws !== socket) return
      this.ws = null
      this.wsconnected = false
      this.#setSynced(false)
      if (!this.#isGone) this.#events.emit('connection-close', undefined)
    }
  }

  destroy(): void {
    this.#isGone = true
    this.#doc.off('update', this.#onUpdate)
    this.ws?.close()
  }

  #send(frame: Uint8Array): void {
    if (this.wsconnected) this.ws?.send(frame as never)
  }

  #read(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame)
    if (decoding.readVarUint(decoder) !== 0) return
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 0)
    const type = syncProtocol.readSyncMessage(decoder, encoder, this.#doc, this, error => {
      throw error
    })
    if (type === syncProtocol.messageYjsSyncStep2) this.#setSynced(true)
    if (encoding.length(encoder) > 1) this.#send(encoding.toUint8Array(encoder))
  }

  #setSynced(synced: boolean): void {
    if (this.synced === synced) return
    this.synced = synced
    this.#events.emit('sync', synced)
  }
}
