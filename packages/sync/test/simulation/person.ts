import { seededRandom, type Clock } from '@barycentre/kit'
import * as Y from 'yjs'
import { joinDocument, type JoinedDocument, type SaveState, type WebSocketConstructor } from '../../src/client/index.ts'
import type { Access } from '../../src/refusal.ts'
import type { Pace } from '../../src/session.ts'
import type { DocumentName } from '../../src/store.ts'
import type { Timers } from '../../src/timers.ts'
import { Device, DeviceKeeper } from './device.ts'
import { HeldProvider } from './held-provider.ts'

/** How somebody works: through our link, by plain requests, on a poor line, or with the stock provider alone. */
export type Manner = 'link' | 'requests' | 'poor-line' | 'stock'

/** How a page reaches the server. */
export interface Transport {
  readonly WebSocket: WebSocketConstructor
  /** The page is gone, and with it its end of every connection. */
  close(how: 'closed' | 'crashed'): void
}

export interface PersonPorts {
  openTransport(person: Person): Transport
  readonly clock: Clock
  readonly timers: Timers
  /** The server has said that this is on its disk. */
  onAcknowledged(update: Uint8Array): void
}

/** Somebody with a device, and on it a page with one document, which may be gone and come again. */
export class Person {
  readonly name: string
  readonly index: number
  readonly document: DocumentName
  readonly manner: Manner
  /** What the server lets in next: whoever changes it closes the sessions. */
  access: Access
  /** Ids that it has written, as long as its page or its device has them. */
  written: string[] = []
  readonly #ports: PersonPorts
  readonly #device = new Device()
  #page: Page | undefined
  #pages = 0
  #idsSoFar = 0
  #writtenAndKept: string[] = []

  constructor(
    index: number,
    { document, manner, access }: { document: DocumentName; manner: Manner; access: Access },
    ports: PersonPorts,
  ) {
    this.index = index
    this.name = `person-${index}`
    this.document = document
    this.manner = manner
    this.access = access
    this.#ports = ports
    this.#page = this.#open()
  }

  get doc(): Y.Doc | undefined {
    return this.#page?.doc
  }

  get isHere(): boolean {
    return this.#page !== undefined
  }

  get isConnected(): boolean {
    return this.#page !== undefined && this.#page.provider.ws !== null
  }

  /** `undefined`: nobody computes one, as with the stock provider. */
  get saveState(): SaveState | undefined {
    return this.#page?.joined?.saveState
  }

  get pace(): Pace | undefined {
    return this.manner === 'poor-line' ? { pieceBytes: 200, newsEvery: 2_000 } : undefined
  }

  /** An id that can be looked for, text that others write into as well, and a field that others set as well. */
  write(pick: number): string | undefined {
    const doc = this.#page?.doc
    if (doc === undefined) return undefined
    const id = `${this.name}:${this.#idsSoFar++}`
    // Known as written before anybody is told of it.
    this.written.push(id)
    doc.transact(() => {
      const text = doc.getText('text')
      text.insert(pick % (text.length + 1), String(pick % 10), pick % 3 === 0 ? { bold: true } : {})
      doc.getMap('fields').set(`field-${pick % 3}`, pick)
      doc.getMap('ids').set(id, this.name)
    })
    return id
  }

  /** One update that only deletes. */
  erase(pick: number): boolean {
    const text = this.#page?.doc.getText('text')
    if (text === undefined || text.length === 0) return false
    text.delete(pick % text.length, 1)
    return true
  }

  connect(): void {
    this.#page?.provider.connect()
  }

  /** What the page has goes to the disk of the device. */
  keep(): boolean {
    if (this.#page === undefined) return false
    this.#page.keeper.flush()
    this.#writtenAndKept = [...this.written]
    return true
  }

  /** The page is gone: closed, which is told, or crashed. */
  leave(how: 'closed' | 'crashed'): boolean {
    if (this.#page === undefined) return false
    const { joined, provider, doc, transport } = this.#page
    transport.close(how)
    if (joined === undefined) provider.destroy()
    else joined.close()
    doc.destroy()
    this.#page = undefined
    this.written = [...this.#writtenAndKept]
    return true
  }

  comeBack(): boolean {
    if (this.#page !== undefined) return false
    this.#page = this.#open()
    return true
  }

  #open(): Page {
    const { openTransport, clock, timers, onAcknowledged } = this.#ports
    const transport = openTransport(this)
    const { WebSocket } = transport
    const doc = new Y.Doc()
    // A page has a client id of its own.
    doc.clientID = (this.index + 1) * clientsOfOne + ++this.#pages
    const keeper = new DeviceKeeper(doc, this.#device, onAcknowledged)
    let provider: HeldProvider | undefined
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (!keeper.isOwn(origin)) keeper.add(update, { isLocal: origin !== provider })
    })
    if (this.manner === 'stock') {
      provider = new HeldProvider('held:', this.document, doc, { WebSocketPolyfill: WebSocket })
      provider.connect()
      return { doc, keeper, provider, transport, joined: undefined }
    }
    const joined = joinDocument({
      doc,
      serverUrl: 'held:',
      documentName: this.document,
      Provider: HeldProvider as never,
      WebSocket,
      schema: '1',
      keeper,
      gatherFor: () => (this.manner === 'poor-line' ? 300 : 0),
      clock,
      random: seededRandom(this.index),
      timers,
    }) as unknown as JoinedDocument<HeldProvider>
    provider = joined.provider
    return { doc, keeper, provider, transport, joined }
  }
}

interface Page {
  readonly doc: Y.Doc
  readonly keeper: DeviceKeeper
  readonly provider: HeldProvider
  readonly transport: Transport
  readonly joined: JoinedDocument<HeldProvider> | undefined
}

const clientsOfOne = 1_000

/** Whose a client id is, as it was given out here. */
export function ownerOf(client: number): string {
  return client < clientsOfOne ? 'other-process' : `person-${Math.floor(client / clientsOfOne) - 1}`
}
