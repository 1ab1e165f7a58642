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
import { joinUpdates } from '../src/join-updates.ts'
import { encodeStep1, encodeUpdate } from '../src/message.ts'
import type { Access } from '../src/refusal.ts'
import { createRooms, type Fault, type Rooms } from '../src/rooms.ts'
import type { Session } from '../src/session.ts'
import { documentName, type DocumentName, type Place } from '../src/store.ts'
import { foldUpdate } from '../src/update/fold-update.ts'
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
  /** The server dies when what it had handed over is on disk, and before it knows. */
  | 'crash-after-commit'
  | 'pass-time'
  /** Nothing is kept from now on, and then again. */
  | 'disk-fails'
  | 'disk-recovers'
  | 'fail-read'
  | 'set-clock'
  /** Another process folds the log. */
  | 'fold'
  /** The line is dead in both directions, and neither end knows. */
  | 'go-dead'
  /** What a peer has goes to the disk of its device. */
  | 'keep'
  /** A peer's page is gone, and comes again with what its device has kept. */
  | 'reload'

/** Somebody with a document, our link, and the manners of the stock provider. */
export interface Peer {
  readonly name: string
  readonly doc: Y.Doc
  readonly access: Access
  /** Says no hello, and is told of nothing. */
  readonly isStock: boolean
  ledger: SaveLedger
  readonly isConnected: boolean
  /** Ids that this peer wrote, in order: the n-th was its n-th local update, unless it has erased something since. */
  readonly written: readonly { readonly id: string; readonly made: number }[]
  /** Of all that it ever wrote, what the server has said to have on disk. */
  readonly promised: ReadonlySet<string>
  readonly facts: readonly LinkFact[]
}

export interface NetworkOptions {
  readonly peers?: number
  readonly access?: (peer: number) => Access
  readonly isStock?: (peer: number) => boolean
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

export function createNetwork({
  peers: count = 3,
  access = () => ({ write: true }),
  isStock = () => false,
}: NetworkOptions = {}): Network {
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
    const onSeen = (id: string) => {
      // P1: what anybody else can see is on disk.
      if (!network.isOnDisk(id)) throw new Error(`${peer.name} sees ${id}, which is not on disk`)
    }
    const options = { name: `peer-${index}`, clients: (index + 1) * 1_000, access: peerAccess, isStock: isStock(index) }
    const peer: LivePeer = new LivePeer(options, onSeen)
    return peer
  }

  function connect(peer: LivePeer): void {
    const connection: Connection = { peer, toServer: [], toPeer: [], session: undefined, isDead: false }
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

  function deliverToServer(connection: Connection): void {
    const next = connection.toServer.shift()
    if (next !== undefined && !connection.isDead) connection.session?.receive(next)
  }

  function deliverToPeer(connection: Connection): void {
    const next = connection.toPeer.shift()
    if (connection.isDead) return
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
        deliverToServer,
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
        doc.clientID = otherProcessClient
        const before = Y.encodeStateVector(doc)
        doc.getText('text').insert(pick % (doc.getText('text').length + 1), '!')
        doc.getMap('ids').set(`other-process:${pick}`, 'other-process')
        const update = Y.encodeStateAsUpdate(doc, before)
        // Put on disk by the promises that every step lets settle.
        void otherProcess.append([{ document, time: 0, author: 'other-process', update }])
      }),
    crash: () => on(server, crash),
    'crash-after-commit': () =>
      on(server.store.held > 0 ? server : undefined, () => {
        server.store.commitUnheard()
        crash()
      }),
    'pass-time': () =>
      on(server, () => {
        server.timers.advance(6_000)
        // Each end has its watch, which ends what says nothing for long.
        for (const connection of [...connections]) if (connection.isDead) drop(connection, 1006)
      }),
    'disk-fails': () => on(server, () => server.store.fail(new Error('EIO'))),
    'disk-recovers': () => on(server, () => server.store.fail(undefined)),
    'fail-read': () => on(server, () => server.store.failRead(new Error('EIO'))),
    'set-clock': pick => on(server, () => server.timers.setClock((pick % 2 === 0 ? 1 : -1) * pick * 10_000)),
    fold: pick =>
      on(disk.rows.get(document)?.[pick % (disk.rows.get(document)?.length ?? 1)], ({ sequence, chain }) => {
        const rows = (disk.rows.get(document) ?? []).slice(0, sequence)
        const state = foldUpdate(joinUpdates(rows.map(row => row.update)))
        void otherProcess.checkpoint(document, { sequence, chain, state })
      }),
    'go-dead': pick => on(chosen([...connections], pick), connection => void (connection.isDead = true)),
    keep: pick => on(chosen(peers, pick), peer => peer.keep()),
    reload: pick =>
      on(chosen(peers, pick), peer => {
        for (const connection of [...connections]) if (connection.peer === peer) drop(connection, 1006)
        peer.reload()
      }),
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
      acts['disk-recovers'](0)
      for (const connection of [...connections]) if (connection.isDead) drop(connection, 1006)
      let acted = 0
      for (let quiet = false; !quiet;) {
        // A disk that failed is looked at again after a while.
        quiet = server.rooms.storageFailure === undefined
        if (!quiet) acts['pass-time'](0)
        await allPromises()
        for (const step of ['connect', 'to-server', 'tick', 'commit', 'to-peer'] as const) {
          while (acts[step](0)) {
            if (acted++ > mostUntilQuiet) throw new Error('They do not come to rest')
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
  isDead: boolean
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

interface PeerOptions {
  readonly name: string
  /** The client ids that it writes under are those behind this one. */
  readonly clients: number
  readonly access: Access
  readonly isStock: boolean
}

/** What is on the disk of a peer's device. */
interface Kept {
  readonly state: Uint8Array
  readonly unsaved: readonly Uint8Array[]
  readonly reached: Place | undefined
  readonly written: number
}

const nothingKept: Kept = { state: Uint8Array.of(0, 0), unsaved: [], reached: undefined, written: 0 }

class LivePeer implements Peer {
  readonly name: string
  readonly access: Access
  readonly isStock: boolean
  readonly written: { id: string; made: number }[] = []
  readonly promised = new Set<string>()
  readonly facts: LinkFact[] = []
  ledger = emptySaveLedger
  readonly #fromServer = { origin: 'the server' }
  readonly #fromDevice = { origin: 'the device' }
  readonly #onSeen: (id: string) => void
  #client: number
  #doc: Y.Doc
  #kept = nothingKept
  #unsaved = new Unsaved()
  /** The same one by one, as a device's store has them. */
  #waiting: Uint8Array[] = []
  #reached: Place | undefined
  #socket: HeldWebSocket | undefined
  #link: Pick<InstanceType<LinkConstructor>, 'send'> | undefined

  constructor({ name, clients, access, isStock }: PeerOptions, onSeen: (id: string) => void) {
    this.name = name
    this.access = access
    this.isStock = isStock
    this.#onSeen = onSeen
    this.#client = clients
    this.#doc = this.#newDoc()
  }

  get doc(): Y.Doc {
    return this.#doc
  }

  /** A page has a client id of its own. */
  #newDoc(): Y.Doc {
    const doc = new Y.Doc()
    doc.clientID = ++this.#client
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === this.#fromServer || origin === this.#fromDevice) return
      this.#unsaved.add(update)
      this.#waiting.push(update)
      this.#tell({ fact: 'updated-here' })
      this.#link?.send(encodeUpdate(update))
    })
    doc.getMap('ids').observe((event, transaction) => {
      if (transaction.origin === this.#fromServer) for (const id of event.keysChanged) this.#onSeen(id)
    })
    return doc
  }

  keep(): void {
    const [state, unsaved] = [Y.encodeStateAsUpdate(this.#doc), [...this.#waiting]]
    this.#kept = { state, unsaved, reached: this.#reached, written: this.written.length }
    this.#tell({ fact: 'kept', count: this.ledger.made })
  }

  /** What was made since it was last kept is gone with the page, unless the server has it. */
  reload(): void {
    const { state, unsaved, reached, written } = this.#kept
    this.#doc.destroy()
    this.#doc = this.#newDoc()
    Y.applyUpdate(this.#doc, state, this.#fromDevice)
    this.#waiting = [...unsaved]
    this.#unsaved = new Unsaved()
    this.#unsaved.load(unsaved)
    this.#reached = reached
    this.#link = undefined
    this.ledger = emptySaveLedger
    this.#tell({ fact: 'loaded', waiting: unsaved.length })
    this.written.splice(written)
    // Which of its updates brought them, this page does not know.
    for (const each of this.written) each.made = Infinity
  }
  #writtenSoFar = 0

  get isConnected(): boolean {
    return this.#link !== undefined
  }

  /** One local update: an id that can be looked for, and text that others write into as well. */
  write(pick: number): void {
    const id = `${this.name}:${this.#writtenSoFar++}`
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
    if (this.isStock) return this.#connectStock(new Socket())
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

  #connectStock(socket: HeldWebSocket): void {
    const link = { send: (frame: Uint8Array | ArrayBuffer) => socket.send(frame as never) }
    socket.onopen = () => link.send(encodeStep1(Y.encodeStateVector(this.doc)))
    socket.onmessage = ({ data }: { readonly data: ArrayBuffer }) => this.#read(link, new Uint8Array(data))
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
  #read(link: Pick<InstanceType<LinkConstructor>, 'send'>, frame: Uint8Array): void {
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
    this.#waiting.splice(0, this.ledger.saved - before)
    if (this.ledger.saved > before)
      for (const { id, made } of this.written) if (made <= this.ledger.saved) this.promised.add(id)
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

const otherProcessClient = 1

/** Some hundreds are enough for what ten peers have to say to one another. */
const mostUntilQuiet = 20_000

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
