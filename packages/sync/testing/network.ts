import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { seededRandom } from '@barycentre/kit'
import * as Y from 'yjs'
import * as syncProtocol from 'y-protocols/sync'
import { createLink, type LinkConstructor, type LinkFact, type WebSocketLike } from '../src/client/link.ts'
import {
  emptySaveLedger,
  nextSaveLedger,
  saveStateOf,
  type SaveFact,
  type SaveLedger,
} from '../src/client/save-ledger.ts'
import { Unsaved } from '../src/client/unsaved.ts'
import { encodeStep1, encodeUpdate } from '../src/message.ts'
import type { Access } from '../src/refusal.ts'
import { createRooms, type Fault, type Rooms } from '../src/rooms.ts'
import type { Session } from '../src/session.ts'
import { documentName, type DocumentName, type Place } from '../src/store.ts'
import { createManualTimers, type ManualTimers } from './manual-timers.ts'
import { createMemoryDisk, createMemoryStore, type MemoryDisk, type MemoryStore } from './memory-store.ts'

/** One thing that happens. `pick` chooses among those to whom it can happen. */
export interface Step {
  readonly step: StepName
  readonly pick: number
}

export type StepName =
  | 'write'
  | 'erase'
  | 'connect'
  | 'cut'
  | 'to-server'
  | 'to-peer'
  | 'tick'
  | 'commit'
  | 'fail-append'
  | 'other-process'
  | 'crash'
  | 'pass-time'

/** Somebody with a document, our link, and the manners of the stock provider. */
export interface Peer {
  readonly name: string
  readonly doc: Y.Doc
  readonly access: Access
  ledger: SaveLedger
  readonly isConnected: boolean
  /** Ids that this peer wrote, in order: the n-th was its n-th local update, unless it has erased something since. */
  readonly written: readonly { readonly id: string; readonly made: number }[]
  readonly facts: readonly LinkFact[]
}

export interface NetworkOptions {
  readonly peers?: number
  readonly access?: (peer: number) => Access
}

/** A server, its disk and some peers, where nothing moves unless a step moves it. */
export interface Network {
  readonly document: DocumentName
  readonly peers: readonly Peer[]
  readonly disk: MemoryDisk
  readonly faults: readonly Fault[]
  /** How many steps of each sort did something. */
  readonly done: ReadonlyMap<StepName, number>
  run(step: Step): Promise<void>
  /** Brings everybody back and lets everything arrive. */
  heal(): Promise<void>
  /** Whether what a peer wrote under this id would be read from the disk now. */
  isOnDisk(id: string): boolean
  /** What a newcomer would read from the disk. */
  readDisk(): Y.Doc
}

export function createNetwork({ peers: count = 3, access = () => ({ write: true }) }: NetworkOptions = {}): Network {
  const document = documentName('mission/plan')
  const disk = createMemoryDisk()
  const faults: Fault[] = []
  const done = new Map<StepName, number>()
  const connections = new Set<Connection>()
  const onDisk = new Y.Doc()
  let server = startServer(disk, faults)
  const otherProcess = createMemoryStore(disk)
  let rowsSeen = 0
  disk.appended.on(name => {
    for (const row of disk.rows.get(name)?.slice(rowsSeen) ?? []) Y.applyUpdate(onDisk, row.update)
    rowsSeen = disk.rows.get(name)?.length ?? 0
  })
  const peers = Array.from({ length: count }, (_, i) => createPeer(i, access(i)))

  function createPeer(index: number, peerAccess: Access): LivePeer {
    const peer: LivePeer = new LivePeer(`peer-${index}`, index + 1, peerAccess, id => {
      // P1: what anybody else can see is on disk.
      if (!network.isOnDisk(id)) throw new Error(`${peer.name} sees ${id}, which is not on disk`)
    })
    return peer
  }

  function connect(peer: LivePeer): void {
    const connection: Connection = { peer, toServer: [], toPeer: [], session: undefined }
    connections.add(connection)
    peer.connect(
      frame => connection.toServer.push(frame.slice()),
      () => drop(connection, 1000),
    )
    connection.session = server.rooms.join(
      document,
      {
        bufferedAmount: 0,
        send: bytes => void connection.toPeer.push(bytes.slice()),
        // The close is told behind what was sent before it.
        close: code => void connection.toPeer.push(code),
      },
      { author: peer.name, access: peer.access },
    )
    peer.open()
  }

  function drop(connection: Connection, code: number): void {
    if (!connections.delete(connection)) return
    connection.session?.leave()
    connection.peer.closed(code)
  }

  function crash(): void {
    server.store.crash()
    server = startServer(disk, faults)
    for (const connection of [...connections]) {
      connection.session = undefined
      drop(connection, 1006)
    }
  }

  function deliverToPeer(connection: Connection): void {
    const next = connection.toPeer.shift()
    if (typeof next === 'number') drop(connection, next)
    else if (next !== undefined) connection.peer.receive(next)
  }

  const acts: { readonly [Name in StepName]: (pick: number) => boolean } = {
    write: pick => on(chosen(peers, pick), peer => peer.write(pick)),
    erase: pick => on(chosen(peers, pick), peer => peer.erase(pick)),
    connect: pick =>
      on(
        chosen(
          peers.filter(peer => !peer.isConnected),
          pick,
        ),
        connect,
      ),
    cut: pick => on(chosen([...connections], pick), connection => drop(connection, 1006)),
    'to-server': pick =>
      on(
        chosen(
          [...connections].filter(each => each.toServer.length > 0),
          pick,
        ),
        connection => connection.session?.receive(connection.toServer.shift() as Uint8Array),
      ),
    'to-peer': pick =>
      on(
        chosen(
          [...connections].filter(each => each.toPeer.length > 0),
          pick,
        ),
        deliverToPeer,
      ),
    tick: pick => on(server.timers.due > 0 ? server : undefined, () => server.timers.runOne(pick)),
    commit: () => on(server.store.held > 0 ? server : undefined, () => server.store.commit()),
    'fail-append': () =>
      on(server.store.held > 0 ? server : undefined, () => server.store.failNext(new Error('The disk is full'))),
    'other-process': pick =>
      on(network.readDisk(), doc => {
        const before = Y.encodeStateVector(doc)
        doc.getText('text').insert(pick % (doc.getText('text').length + 1), '!')
        doc.getMap('ids').set(`other-process:${pick}`, 'other-process')
        const update = Y.encodeStateAsUpdate(doc, before)
        // Put on disk by the promises that every step lets settle.
        void otherProcess.append([{ document, time: 0, author: 'other-process', update }])
      }),
    crash: () => on(server, crash),
    'pass-time': () => on(server, () => server.timers.advance(6_000)),
  }

  const network: Network = {
    document,
    peers,
    disk,
    faults,
    done,
    async run({ step, pick }) {
      if (acts[step](pick)) done.set(step, (done.get(step) ?? 0) + 1)
      await allPromises()
    },
    async heal() {
      for (let quiet = false; !quiet;) {
        // A disk that failed is looked at again after a while.
        quiet = server.rooms.storageFailure === undefined
        if (!quiet) acts['pass-time'](0)
        await allPromises()
        for (const step of ['connect', 'to-server', 'tick', 'commit', 'to-peer'] as const) {
          while (acts[step](0)) {
            quiet = false
            await allPromises()
          }
        }
      }
    },
    isOnDisk: id => onDisk.getMap('ids').has(id),
    readDisk() {
      const doc = new Y.Doc()
      for (const row of disk.rows.get(document) ?? []) Y.applyUpdate(doc, row.update)
      return doc
    },
  }
  return network
}

interface Server {
  readonly rooms: Rooms
  readonly store: MemoryStore
  readonly timers: ManualTimers
}

interface Connection {
  readonly peer: LivePeer
  readonly toServer: Uint8Array[]
  /** Frames, and the code of a close. */
  readonly toPeer: (Uint8Array | number)[]
  session: Session | undefined
}

function startServer(disk: MemoryDisk, faults: Fault[]): Server {
  const store = createMemoryStore(disk, { held: true })
  const timers = createManualTimers()
  const rooms = createRooms({
    store,
    timers,
    clock: timers.clock,
    random: seededRandom(1),
    report: fault => void faults.push(fault),
  })
  return { rooms, store, timers }
}

class LivePeer implements Peer {
  readonly name: string
  readonly doc = new Y.Doc()
  readonly access: Access
  readonly written: { id: string; made: number }[] = []
  readonly facts: LinkFact[] = []
  ledger = emptySaveLedger
  readonly #fromServer = { origin: 'the server' }
  readonly #unsaved = new Unsaved()
  #reached: Place | undefined
  #socket: HeldWebSocket | undefined
  #link: InstanceType<LinkConstructor> | undefined

  constructor(name: string, clientID: number, access: Access, onSeen: (id: string) => void) {
    this.name = name
    this.access = access
    this.doc.clientID = clientID
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === this.#fromServer) return
      this.#unsaved.add(update)
      this.#tell({ fact: 'updated-here' })
      this.#link?.send(encodeUpdate(update))
    })
    this.doc.getMap('ids').observe((event, transaction) => {
      if (transaction.origin === this.#fromServer) for (const id of event.keysChanged) onSeen(id)
    })
  }

  get isConnected(): boolean {
    return this.#link !== undefined
  }

  /** One local update: an id that can be looked for, and text that others write into as well. */
  write(pick: number): void {
    const id = `${this.name}:${this.written.length}`
    this.doc.transact(() => {
      const text = this.doc.getText('text')
      text.insert(pick % (text.length + 1), String(pick % 10), pick % 3 === 0 ? { bold: true } : {})
      this.doc.getMap('ids').set(id, this.name)
    })
    this.written.push({ id, made: this.ledger.made })
  }

  /** One local update that only deletes. */
  erase(pick: number): boolean | void {
    const text = this.doc.getText('text')
    if (text.length === 0) return false
    text.delete(pick % text.length, 1)
  }

  connect(send: (frame: Uint8Array) => void, onClose: () => void): void {
    let socket: HeldWebSocket | undefined
    class Socket extends HeldWebSocket {
      constructor() {
        super(send, onClose, made => (socket = made))
      }
    }
    const Link = createLink({
      WebSocket: Socket,
      clock: () => 0,
      schema: '1',
      client: this.doc.clientID,
      resumption: () => {
        const unsaved = this.#unsaved.joined
        return this.#reached && unsaved && { place: this.#reached, unsaved }
      },
      onFact: fact => {
        this.facts.push(fact)
        if (fact.fact === 'reached') this.#reached = fact.place
        else if (fact.fact !== 'heard') this.#tell(fact)
      },
    })
    const link = new Link('held:')
    link.onopen = () => link.send(encodeStep1(Y.encodeStateVector(this.doc)))
    link.onmessage = ({ data }) => this.#read(link, new Uint8Array(data))
    link.onclose = () => {
      this.#link = undefined
    }
    this.#socket = socket
    this.#link = link
  }

  open(): void {
    this.#socket?.onopen?.({} as never)
  }

  receive(frame: Uint8Array): void {
    const data = frame.buffer.slice(frame.byteOffset, frame.byteOffset + frame.byteLength)
    this.#socket?.onmessage?.({ data } as never)
  }

  closed(code: number): void {
    this.#socket?.onclose?.({ code, reason: '' } as never)
    this.#link = undefined
  }

  get saveState() {
    return saveStateOf(this.ledger)
  }

  /** As `WebsocketProvider` does it, with the library it uses. */
  #read(link: InstanceType<LinkConstructor>, frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame)
    if (decoding.readVarUint(decoder) !== 0) return
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 0)
    syncProtocol.readSyncMessage(decoder, encoder, this.doc, this.#fromServer, error => {
      throw error
    })
    if (encoding.length(encoder) > 1) link.send(encoding.toUint8Array(encoder))
  }

  #tell(fact: SaveFact): void {
    const before = this.ledger.saved
    this.ledger = nextSaveLedger(this.ledger, fact)
    this.#unsaved.drop(this.ledger.saved - before)
  }
}

class HeldWebSocket implements WebSocketLike {
  binaryType = 'arraybuffer'
  readyState = 1
  bufferedAmount = 0
  onopen: WebSocketLike['onopen'] = null
  onmessage: WebSocketLike['onmessage'] = null
  onerror: WebSocketLike['onerror'] = null
  onclose: WebSocketLike['onclose'] = null
  readonly #send: (frame: Uint8Array) => void
  readonly #onClose: () => void

  constructor(send: (frame: Uint8Array) => void, onClose: () => void, onMade: (socket: HeldWebSocket) => void) {
    this.#send = send
    this.#onClose = onClose
    onMade(this)
  }

  send(data: never): void {
    this.#send(data)
  }

  close(): void {
    this.readyState = 3
    this.#onClose()
  }
}

function chosen<T>(among: readonly T[], pick: number): T | undefined {
  return among[pick % Math.max(1, among.length)]
}

/** Does it if there is somebody to do it to; tells whether it did. */
function on<T>(target: T | undefined, act: (target: T) => boolean | void): boolean {
  return target !== undefined && act(target) !== false
}

/** Lets every promise that can settle do so. */
async function allPromises(): Promise<void> {
  for (let i = 0; i < 40; i++) await undefined
}
