import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { seededRandom } from '@barycentre/kit'
import * as Y from 'yjs'
import {
  createRooms,
  decodeExtension,
  decodeMessage,
  documentName,
  encodeExtension,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
  firstExtensionType,
  protocolVersion,
  type Access,
  type ExtensionMessage,
  type DocumentName,
  type Fault,
  type Limits,
  type Message,
  type Pace,
  type Session,
} from '../src/index.ts'
import {
  createFakeSocket,
  createManualTimers,
  createMemoryDisk,
  createMemoryStore,
  type FakeSocket,
  type MemoryDisk,
} from '../testing/index.ts'

export const plan = documentName('mission/plan')

/** A server in the hand: nothing happens before `turn()`. */
export function openServer({
  disk = createMemoryDisk(),
  held = false,
  limits = {},
}: { disk?: MemoryDisk; held?: boolean; limits?: Partial<Limits> } = {}) {
  const store = createMemoryStore(disk, { held })
  const timers = createManualTimers()
  const faults: Fault[] = []
  const rooms = createRooms({
    store,
    timers,
    clock: timers.clock,
    random: seededRandom(7),
    limits,
    report: fault => void faults.push(fault),
  })

  /** Lets everything happen that needs neither the disk (where held) nor time. */
  async function turn(): Promise<void> {
    for (let i = 0; i < 20; i++) {
      await allPromises()
      while (timers.due > 0) timers.runOne()
    }
  }

  /** As `turn`, when it is also time to say who is where. */
  async function tick(): Promise<void> {
    await turn()
    timers.advance(20)
    await turn()
  }

  async function join({
    author = 'ana',
    access = { write: true } as Access,
    extended = true,
    greeting = hello,
    silent = false,
    document = plan,
    pace,
  }: {
    author?: string
    access?: Access
    extended?: boolean
    greeting?: Uint8Array
    /** Says nothing of its own accord. */
    silent?: boolean
    document?: DocumentName
    pace?: Pace
  } = {}) {
    const socket = createFakeSocket()
    const session = rooms.join(document, socket, { author, access, ...(pace && { pace }) })
    const visitor = new Visitor(session, socket)
    if (silent) return visitor
    if (extended) visitor.say(greeting)
    visitor.say(encodeStep1(Uint8Array.of(0)))
    await turn()
    return visitor
  }

  return { disk, store, timers, faults, rooms, turn, tick, join, rows: () => disk.rows.get(plan) ?? [] }
}

export const hello = helloFrom()

/** With the place up to which the client holds everything, and the client id under which it writes. */
export function helloFrom({ sequence = 0, chain = 0, client = 0, capabilities = [] as string[] } = {}): Uint8Array {
  const message = { protocol: protocolVersion, schema: '1', capabilities, client, sequence, chain }
  return encodeExtension({ kind: 'hello', ...message })
}

/** The far end of a session, by hand-made frames. */
export class Visitor {
  readonly session: Session
  readonly socket: FakeSocket

  constructor(session: Session, socket: FakeSocket) {
    this.session = session
    this.socket = socket
  }

  say(...frames: Uint8Array[]): void {
    for (const frame of frames) this.session.receive(frame)
  }

  /** What has arrived since it was last asked. */
  hear(): (Message | ExtensionMessage)[] {
    return this.socket
      .take()
      .map(frame => ((frame[0] as number) < firstExtensionType ? decodeMessage(frame) : extension(frame)))
  }

  hearKinds(): string[] {
    return this.hear().map(message => message.kind)
  }
}

/** The updates among what somebody has heard, in whatever form they came. */
export function updatesIn(heard: readonly (Message | ExtensionMessage)[]): Uint8Array[] {
  return heard.flatMap(message =>
    message.kind === 'step-2' || message.kind === 'update' || (message.kind === 'news' && message.update.length > 0)
      ? [message.update]
      : [],
  )
}

/** Forgets what has arrived so far: what counts comes next. */
export function deafen(...visitors: readonly Visitor[]): void {
  for (const visitor of visitors) visitor.socket.take()
}

/** Updates of a client of its own, made one by one. */
export function author(clientID: number, from?: Y.Doc) {
  const doc = new Y.Doc()
  if (from !== undefined) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from))
  doc.clientID = clientID
  function update(change: (doc: Y.Doc) => void): Uint8Array {
    const updates: Uint8Array[] = []
    const note = (bytes: Uint8Array) => void updates.push(bytes)
    doc.on('update', note)
    doc.transact(() => change(doc))
    doc.off('update', note)
    return updates[0] as Uint8Array
  }
  return {
    doc,
    update,
    write: (text: string) => update(() => doc.getText('text').insert(doc.getText('text').length, text)),
    erase: (at: number, length: number) => update(() => doc.getText('text').delete(at, length)),
    all: () => Y.encodeStateAsUpdate(doc),
  }
}

export function textOf(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc.getText('text').toString()
}

export const framed = { update: encodeUpdate, step1: encodeStep1, step2: encodeStep2 }

export function presenceFrame(...entries: readonly [client: number, clock: number, state: unknown][]): Uint8Array {
  return presenceFrameOf(entries.map(([client, clock, state]) => [client, clock, JSON.stringify(state)]))
}

export function presenceFrameOf(
  entries: readonly (readonly [client: number, clock: number, state: string])[],
): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode(inner => {
        encoding.writeVarUint(inner, entries.length)
        for (const [client, clock, state] of entries) {
          encoding.writeVarUint(inner, client)
          encoding.writeVarUint(inner, clock)
          encoding.writeVarString(inner, state)
        }
      }),
    )
  })
}

export function presenceOf(message: Message | ExtensionMessage | undefined): [number, number, unknown][] {
  if (message?.kind !== 'awareness') throw new Error(`Not awareness: ${message?.kind}`)
  const decoder = decoding.createDecoder(message.entries)
  return Array.from({ length: decoding.readVarUint(decoder) }, () => [
    decoding.readVarUint(decoder),
    decoding.readVarUint(decoder),
    JSON.parse(decoding.readVarString(decoder)) as unknown,
  ])
}

function extension(frame: Uint8Array): ExtensionMessage {
  const message = decodeExtension(frame)
  if (message === undefined) throw new Error('Not a message of this version')
  return message
}

async function allPromises(): Promise<void> {
  for (let i = 0; i < 40; i++) await undefined
}
