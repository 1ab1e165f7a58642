import { encodeAwareness } from '@barycentre/sync'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

const prose =
  'The parties shall ensure that humanitarian assistance reaches all people in need, without delay and without conditions. '

let authorsSoFar = 0

/** A Yjs client id that nobody else in this run has, as large as the random ones are. */
export function newAuthor(): number {
  return 1_500_000_000 + 7_919 * ++authorsSoFar
}

/** Somebody's keystrokes, one letter each and one update each, as Yjs makes them. Edit `n` is the author's clock `n`. */
export interface Typing {
  readonly author: number
  readonly updates: readonly Uint8Array[]
}

/** Types English text at the end of what this author has typed before: made before anything is measured. */
export function typing(edits: number, author = newAuthor()): Typing {
  const doc = new Y.Doc()
  doc.clientID = author
  const text = doc.getText('text')
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let i = 0; i < edits; i++) text.insert(i, prose[i % prose.length] ?? ' ')
  doc.destroy()
  return { author, updates }
}

/** One large value that is set again and again: much to send, and the document stays as small as one of them. */
export function overwriting(times: number, bytes: number, author = newAuthor()): Typing {
  const doc = new Y.Doc()
  doc.clientID = author
  const map = doc.getMap<string>('map')
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let i = 0; i < times; i++) map.set('picture', String(i % 10).repeat(bytes))
  doc.destroy()
  return { author, updates }
}

/** An awareness message: somebody's state at a clock. */
export function awareness(author: number, clock: number, state: object): Uint8Array {
  return encodeAwarenessOf([{ client: author, clock, state: JSON.stringify(state) }])
}

export interface AwarenessEntry {
  readonly client: number
  readonly clock: number
  /** JSON. */
  readonly state: string
}

export function encodeAwarenessOf(entries: readonly AwarenessEntry[]): Uint8Array {
  return encodeAwareness(
    encoding.encode(encoder => {
      encoding.writeVarUint(encoder, entries.length)
      for (const { client, clock, state } of entries) {
        encoding.writeVarUint(encoder, client)
        encoding.writeVarUint(encoder, clock)
        encoding.writeVarString(encoder, state)
      }
    }),
  )
}

export function readAwareness(message: Uint8Array): AwarenessEntry[] {
  const outer = decoding.createDecoder(message)
  decoding.readVarUint(outer)
  const inner = decoding.createDecoder(decoding.readVarUint8Array(outer))
  return Array.from({ length: decoding.readVarUint(inner) }, () => ({
    client: decoding.readVarUint(inner),
    clock: decoding.readVarUint(inner),
    state: decoding.readVarString(inner),
  }))
}

/** The state that an editor says of somebody whose caret stands behind their edit `clock`. */
export function caret(author: number, clock: number): object {
  const position = { type: null, tname: 'text', item: { client: author, clock }, assoc: 0 }
  return { user: { name: `Person ${author % 1000}`, color: '#2b6cb0' }, cursor: { anchor: position, head: position } }
}

/** The state of somebody whose pointer moves over a canvas. */
export function pointer(author: number, turn: number): object {
  const x = Math.round(800 + 300 * Math.sin(turn / 9))
  const y = Math.round(500 + 200 * Math.cos(turn / 7))
  return { user: { name: `Person ${author % 1000}`, color: '#2b6cb0' }, pointer: { x, y }, selection: null }
}
