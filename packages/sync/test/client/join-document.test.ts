import { createEmitter, seededRandom } from '@barycentre/kit'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import {
  joinDocument,
  type JoinedDocument,
  type Keeper,
  type Loaded,
  type WebSocketLike,
} from '../../src/client/index.ts'
import {
  createRooms,
  defaultLimits,
  documentName,
  isUpdateFrame,
  type Access,
  type Limits,
  type Place,
  type Rooms,
  type Timers,
} from '../../src/index.ts'
import { createMemoryDisk, createMemoryStore } from '../../testing/index.ts'

const timers: Timers = {
  soon: task => undoing(clearTimeout, setTimeout(task)),
  after: (milliseconds, task) => undoing(clearTimeout, setTimeout(task, milliseconds)),
  every: (milliseconds, task) => undoing(clearInterval, setInterval(task, milliseconds)),
}
const open: { close(): unknown }[] = []

beforeEach(() => void vi.useFakeTimers())
afterEach(async () => {
  for (const each of open.splice(0)) void each.close()
  await vi.runOnlyPendingTimersAsync()
  vi.useRealTimers()
})

test('[SYN-53] through the link the stock provider syncs, and is told what is saved', async () => {
  const server = startServer()
  const ana = join(server, 'ana')
  const ben = join(server, 'ben')
  const states: string[] = []
  ana.onSaveState(({ state }) => states.push(state))
  await pass(100)
  ana.provider.doc.getText('text').insert(0, 'hello')
  expect(ana.saveState).toMatchObject({ state: 'saving', count: 1 })
  await pass(100)
  expect(ben.provider.doc.getText('text').toString()).toBe('hello')
  expect(ana.saveState).toEqual({ state: 'saved', at: expect.any(Number) })
  // Made, then sent.
  expect(states).toEqual(['saved', 'saving', 'saving', 'saved'])
})

test('[SYN-53] presence goes both ways, and comes back with a connection', async () => {
  const server = startServer()
  const [ana, ben] = [join(server, 'ana'), join(server, 'ben')]
  ana.provider.awareness.setLocalState({ name: 'Ana' })
  await pass(100)
  expect(ben.provider.awareness.getStates().get(ana.provider.doc.clientID)).toEqual({ name: 'Ana' })
  cut(ana)
  await pass(10)
  expect(ben.provider.awareness.getStates().has(ana.provider.doc.clientID)).toBe(false)
  await pass(2_000)
  expect(ben.provider.awareness.getStates().get(ana.provider.doc.clientID)).toEqual({ name: 'Ana' })
})

test('[SYN-53] after a lost connection it comes back by itself, and what waited is saved', async () => {
  const server = startServer()
  const ana = join(server, 'ana')
  await pass(100)
  cut(ana)
  ana.provider.doc.getText('text').insert(0, 'offline')
  expect(ana.saveState).toMatchObject({ state: 'offline', waiting: 1, keptHere: false })
  await pass(2_000)
  expect(ana.saveState.state).toBe('saved')
  expect(server.text()).toBe('offline')
})

test('[SYN-53] pauses grow with each failure, differ between clients, and can be cut short', async () => {
  const server = startServer()
  server.isDown = true
  const [ana, ben] = [join(server, 'ana', { seed: 1 }), join(server, 'ben', { seed: 2 })]
  await pass(600_000)
  const [ofAna, ofBen] = [server.attempts.get('ana') ?? [], server.attempts.get('ben') ?? []]
  expect(ofAna.length).toBeGreaterThan(15)
  expect(ofAna.length).toBeLessThan(80)
  expect(Math.max(...pausesIn(ofAna))).toBeLessThanOrEqual(30_000)
  expect(pausesIn(ofAna).every(pause => pause >= 200)).toBe(true)
  for (const attempt of [0, 1, 2]) expect(pausesIn(ofAna)[attempt]).not.toBe(pausesIn(ofBen)[attempt])
  server.isDown = false
  ana.reconnect()
  await pass(100)
  expect(ana.saveState.state).toBe('saved')
  ben.close()
  await pass(60_000)
  expect(server.rooms.counts.sessions).toBe(1)
})

test('[SYN-53] a decision that coming back will not change ends the trying, until asked', async () => {
  const server = startServer()
  const ana = join(server, 'ana')
  await pass(100)
  server.closeAll(4403, 'forbidden')
  await pass(120_000)
  expect(ana.saveState).toMatchObject({ state: 'offline' })
  expect(server.attempts.get('ana')).toHaveLength(1)
  ana.reconnect()
  await pass(100)
  expect(ana.saveState.state).toBe('saved')
})

test('[SYN-53] a reader is told so, and what it writes is kept from everybody', async () => {
  const server = startServer()
  const ana = join(server, 'ana')
  const reader = join(server, 'reader', { access: { write: false, code: 'read-only', facts: {} } })
  await pass(100)
  expect(reader.saveState).toEqual({ state: 'read-only', code: 'read-only', facts: {} })
  reader.provider.doc.getText('text').insert(0, 'mine')
  await pass(100)
  expect(reader.saveState).toMatchObject({ state: 'refused', code: 'read-only', waiting: 1 })
  expect([ana.provider.doc.getText('text').toString(), server.text()]).toEqual(['', ''])
})

test('[SYN-69] who takes out again what was too much is refused no longer, also where it can still be undone', async () => {
  const server = startServer({ maxDocumentBytes: 2_000 })
  const [ana, ben] = [join(server, 'ana'), join(server, 'ben')]
  await pass(100)
  const text = ana.provider.doc.getText('text')
  const undo = new Y.UndoManager(text, { captureTimeout: 0 })
  text.insert(0, 'before')
  await pass(100)
  text.insert(6, 'x'.repeat(3_000))
  await pass(100)
  expect(ana.saveState).toMatchObject({ state: 'refused', code: 'document-full', waiting: 1 })
  ben.provider.doc.getText('text').insert(0, 'meanwhile ')
  await pass(100)
  expect([server.text(), ana.saveState.state]).toEqual(['meanwhile before', 'refused'])
  const sent = server.framesReceived
  await pass(60_000)
  // What is too much is not sent again and again.
  expect(server.framesReceived - sent).toBeLessThan(10)

  text.delete(16, 3_000)
  await pass(100)
  expect(ana.saveState.state).toBe('saved')
  text.insert(16, ' after')
  await pass(100)
  expect(server.text()).toBe('meanwhile before after')
  expect(ben.provider.doc.getText('text').toString()).toBe('meanwhile before after')
  undo.undo()
  undo.undo()
  expect(text.toString()).toContain('x'.repeat(3_000))
})

test('[SYN-69] also what an earlier visit was refused, and has taken out', async () => {
  const server = startServer({ maxDocumentBytes: 2_000 })
  const first = join(server, 'ana')
  let reached: Place | undefined
  first.onFact(fact => {
    if (fact.fact === 'reached') reached = fact.place
  })
  await pass(100)
  first.provider.doc.getText('text').insert(0, 'kept')
  await pass(100)
  first.close()
  const earlier = new Y.Doc()
  Y.applyUpdate(earlier, Y.encodeStateAsUpdate(first.provider.doc))
  const unsaved: Uint8Array[] = []
  earlier.on('update', update => void unsaved.push(update))
  earlier.getText('text').insert(4, 'x'.repeat(3_000))
  earlier.getText('text').delete(4, 3_000)
  expect(reached?.sequence).toBeGreaterThan(0)

  const doc = new Y.Doc()
  const keeper = heldKeeper(doc, Y.encodeStateAsUpdate(earlier), unsaved.length)
  const ana = join(server, 'ana', { doc, keeper })
  const states: string[] = []
  ana.onSaveState(({ state }) => states.push(state))
  keeper.load({ unsaved, reached })
  await pass(100)
  expect(states).toContain('refused')
  expect(ana.saveState.state).toBe('saved')
  expect(server.text()).toBe('kept')
})

test('[SYN-54] a first state may take minutes, a synced connection may not fall silent', async () => {
  const server = startServer()
  server.isSlow = true
  const ana = join(server, 'ana')
  // The stock watchdog reads a clock that no test can turn: to it, the last message is half a century old.
  Object.defineProperty(ana.provider, 'wsLastMessageReceived', { get: () => 0, set: () => {} })
  await pass(300_000)
  expect(server.attempts.get('ana')).toHaveLength(1)
  server.isSlow = false
  server.flush()
  await pass(1_000)
  expect(ana.saveState.state).toBe('saved')
  await pass(300_000)
  expect(server.attempts.get('ana')).toHaveLength(1)
  server.isSlow = true
  await pass(120_000)
  expect(server.attempts.get('ana')?.length).toBeGreaterThan(1)
})

test('[SYN-55] what this device holds comes first, and is acknowledged to its keeper', async () => {
  const server = startServer()
  const earlier = new Y.Doc()
  earlier.getText('text').insert(0, 'from an earlier visit')
  const doc = new Y.Doc()
  const keeper = heldKeeper(doc, Y.encodeStateAsUpdate(earlier), 2)
  const ana = join(server, 'ana', { doc, keeper })
  await pass(100)
  expect(server.attempts.get('ana')).toBeUndefined()
  keeper.load()
  await vi.advanceTimersByTimeAsync(0)
  expect(ana.saveState).toMatchObject({ count: 2 })
  await pass(100)
  expect(ana.saveState.state).toBe('saved')
  expect(keeper.acknowledged).toEqual([2])
  doc.getText('text').insert(0, 'more ')
  await pass(100)
  expect(keeper.acknowledged).toEqual([2, 3])
  expect(server.text()).toBe('more from an earlier visit')
})

test('[SYN-55] a device that cannot hold anything connects all the same', async () => {
  const server = startServer()
  const doc = new Y.Doc()
  const keeper = { ...heldKeeper(doc, Uint8Array.of(0, 0), 0), whenLoaded: Promise.reject(new Error('private mode')) }
  const ana = join(server, 'ana', { doc, keeper })
  await pass(100)
  expect(ana.saveState.state).toBe('saved')
})

test('[SYN-101] of what was made for long without a server, a broken line goes on behind what is acknowledged', async () => {
  const server = startServer()
  const doc = new Y.Doc()
  const ana = join(server, 'ana', { doc })
  await pass(100)
  doc.getText('text').insert(0, 'before')
  await pass(100)
  cut(ana)
  server.isDown = true
  for (let i = 0; i < 60; i++) doc.getText('text').insert(0, `${i} `.repeat(2_500))
  doc.getText('text').insert(0, 'a paste '.repeat(130_000))
  doc.getText('text').delete(5, 100)
  await pass(1_000)
  const waiting: number[] = []
  let [acknowledged, cuts] = [0, 0]
  ana.onFact(fact => {
    if (fact.fact !== 'saved') return
    if (ana.saveState.state === 'saving') waiting.push(ana.saveState.count)
    // Some of these in the middle of the paste.
    if (++acknowledged % 2 > 0 || cuts === 5) return
    cuts++
    cut(ana)
  })
  server.isDown = false
  server.received.clear()
  await pass(60_000)
  expect(ana.saveState.state).toBe('saved')
  expect(server.text()).toBe(doc.getText('text').toString())
  expect(cuts).toBe(5)
  // It only ever shrinks, and what was acknowledged does not go up again: at most what was on its way at each cut.
  expect(waiting).toEqual([...waiting].sort((a, b) => b - a))
  const frames = server.received.get('ana') ?? []
  expect(Math.max(...frames.map(frame => frame.length))).toBeLessThan(64 * 1024)
  const bytes = frames.reduce((sum, frame) => sum + frame.length, 0)
  const whole = Y.encodeStateAsUpdate(doc).length
  expect(bytes).toBeGreaterThan(0.9 * whole)
  expect(bytes).toBeLessThan(whole + cuts * 2 * 64 * 1024)
})

test('[SYN-102] a long state that meets a server without it goes up in pieces; what is refused of it stays refused', async () => {
  const server = startServer()
  const doc = new Y.Doc()
  doc.getText('text').insert(0, 'much '.repeat(100_000))
  const ana = join(server, 'ana', { doc })
  await pass(1_000)
  expect(server.text()).toBe(doc.getText('text').toString())
  expect(server.received.get('ana')?.filter(isUpdateFrame).length).toBeGreaterThan(5)
  expect(ana.saveState.state).toBe('saved')
  const other = new Y.Doc()
  other.getText('text').insert(0, 'mine '.repeat(100_000))
  const reader = join(server, 'reader', { doc: other, access: { write: false, code: 'read-only', facts: {} } })
  await pass(1_000)
  expect(reader.saveState).toMatchObject({ state: 'refused', code: 'read-only' })
})

interface Server {
  readonly rooms: Rooms
  /** When each one tried. */
  readonly attempts: Map<string, number[]>
  /** Frames from each one. */
  readonly received: Map<string, Uint8Array[]>
  readonly text: () => string
  /** How many frames from everybody. */
  framesReceived: number
  readonly flush: () => void
  readonly closeAll: (code: number, reason: string) => void
  isDown: boolean
  isSlow: boolean
  readonly dial: (name: string, access: Access) => new (url: string) => WebSocketLike
}

function startServer(limits: Partial<Limits> = {}): Server {
  const disk = createMemoryDisk()
  const document = documentName('mission/plan')
  const rooms = createRooms({
    store: createMemoryStore(disk),
    clock: Date.now,
    random: seededRandom(3),
    timers,
    limits: { ...defaultLimits, ...limits },
    report: fault => {
      throw fault.cause
    },
  })
  open.push(rooms)
  const held: (() => void)[] = []
  const closers = new Set<(code: number, reason: string) => void>()
  const server: Server = {
    rooms,
    attempts: new Map(),
    received: new Map(),
    framesReceived: 0,
    isDown: false,
    isSlow: false,
    flush: () => held.splice(0).forEach(deliver => deliver()),
    closeAll: (code, reason) => [...closers].forEach(close => close(code, reason)),
    text() {
      const doc = new Y.Doc()
      for (const row of disk.rows.get(document) ?? []) Y.applyUpdate(doc, row.update)
      return doc.getText('text').toString()
    },
    dial: (name, access) =>
      class implements WebSocketLike {
        binaryType = 'arraybuffer'
        readyState = 0
        bufferedAmount = 0
        onopen: WebSocketLike['onopen'] = null
        onmessage: WebSocketLike['onmessage'] = null
        onerror: WebSocketLike['onerror'] = null
        onclose: WebSocketLike['onclose'] = null
        readonly #toServer: (frame: Uint8Array) => void
        readonly #leave: () => void

        constructor() {
          server.attempts.set(name, [...(server.attempts.get(name) ?? []), Date.now()])
          if (server.isDown) {
            this.#toServer = () => {}
            this.#leave = () => {}
            setTimeout(() => this.#end(1006, ''))
            return
          }
          const session = rooms.join(
            document,
            {
              bufferedAmount: 0,
              send: bytes => {
                const deliver = () => this.readyState === 1 && this.onmessage?.({ data: bytes.slice().buffer } as never)
                if (server.isSlow) held.push(deliver)
                else setTimeout(deliver, 1)
              },
              close: (code, reason) => void setTimeout(() => this.#end(code, reason)),
            },
            { author: name, access },
          )
          const close = (code: number, reason: string) => session.close(code, reason)
          closers.add(close)
          this.#toServer = frame =>
            void setTimeout(() => {
              server.received.set(name, [...(server.received.get(name) ?? []), frame])
              session.receive(frame)
            })
          this.#leave = () => {
            closers.delete(close)
            session.leave()
          }
          setTimeout(() => {
            this.readyState = 1
            this.onopen?.({} as never)
          })
        }

        send(data: never): void {
          server.framesReceived++
          this.#toServer((data as Uint8Array).slice())
        }

        close(): void {
          this.#end(1000, '')
        }

        #end(code: number, reason: string): void {
          if (this.readyState === 3) return
          this.readyState = 3
          this.#leave()
          this.onclose?.({ code, reason } as never)
        }
      },
  }
  return server
}

function join(
  server: Server,
  name: string,
  { doc = new Y.Doc(), access = { write: true } as Access, seed = 1, keeper = undefined as Keeper | undefined } = {},
): JoinedDocument<WebsocketProvider> {
  const joined = joinDocument({
    doc,
    // Of its own, so that the providers do not talk to each other behind the server's back.
    serverUrl: `ws://${name}`,
    documentName: 'mission/plan',
    Provider: WebsocketProvider,
    WebSocket: server.dial(name, access),
    schema: '1',
    clock: Date.now,
    random: seededRandom(seed),
    timers,
    ...(keeper && { keeper }),
  })
  open.push(joined)
  return joined
}

function cut(joined: JoinedDocument<WebsocketProvider>): void {
  joined.provider.ws?.close()
}

function heldKeeper(doc: Y.Doc, state: Uint8Array, waiting: number) {
  const loaded = Promise.withResolvers<Loaded>()
  const kept = createEmitter<[number]>()
  const acknowledged: number[] = []
  const own = Symbol('keeper')
  return {
    acknowledged,
    whenLoaded: loaded.promise,
    isOwn: (origin: unknown) => origin === own,
    onKept: kept.on,
    acknowledge: (count: number) => void acknowledged.push(count),
    reach() {},
    load(held: Partial<Loaded> = {}) {
      Y.applyUpdate(doc, state, own)
      loaded.resolve({ waiting, unsaved: undefined, reached: undefined, ...held })
    },
  }
}

async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds)
}

function pausesIn(times: readonly number[]): number[] {
  return times.slice(1).map((time, i) => time - (times[i] as number))
}

function undoing<Timer>(clear: (timer: Timer) => void, timer: Timer): () => void {
  return () => clear(timer)
}
