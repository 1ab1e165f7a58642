import * as Y from 'yjs'
import { decodeExtension, decodeMessage, firstExtensionType, type Fault } from '../../src/index.ts'
import { chainOf, type DocumentName, type Row } from '../../src/store.ts'
import { DiskError, type Disk } from './disk.ts'
import { ownerOf, type Person } from './person.ts'

/**
 * What must hold, judged by what is on the disk and by Yjs alone: nothing here asks the code that it judges. What it is told
 * while that code runs it notes, and says with the next `insist`: an exception there would be somebody else's to handle.
 */
export class Oracle {
  readonly #disk: Disk
  readonly #held = new Map<DocumentName, Y.Doc>()
  readonly #acknowledged = new Map<DocumentName, Uint8Array[]>()
  readonly #ids = new Set<string>()
  /** Ids that may be nowhere but with who wrote them. */
  readonly barred = new Set<string>()
  readonly #judged = new WeakSet<Uint8Array>()
  #broken: unknown

  constructor(disk: Disk) {
    this.#disk = disk
    disk.committed.on(rows => {
      for (const row of rows) this.#note(() => this.#kept(row))
    })
  }

  /** Throws the first thing that did not hold. */
  insist(): void {
    if (this.#broken !== undefined) throw this.#broken
  }

  /** A document as it is on disk. */
  held(document: DocumentName): Y.Doc {
    let doc = this.#held.get(document)
    if (doc === undefined) this.#held.set(document, (doc = new Y.Doc()))
    return doc
  }

  /** The server sends this; it is judged before it leaves. */
  sent(person: string, document: DocumentName, frame: Uint8Array): void {
    if (this.#judged.has(frame)) return
    this.#judged.add(frame)
    this.#note(() => this.#sent(person, document, frame))
  }

  #sent(person: string, document: DocumentName, frame: Uint8Array): void {
    const isOurs = (frame[0] as number) >= firstExtensionType
    const message = isOurs ? decodeExtension(frame) : decodeMessage(frame)
    if (message === undefined) throw new Error('The server has sent a message that nobody knows')
    const what = `${message.kind} for ${person}`
    if ('update' in message && message.update.length > 0) this.#insistOnDisk(document, message.update, what)
    if (message.kind === 'news' || message.kind === 'saved') this.#insistOnPlace(document, message, what)
    if (message.kind !== 'saved') return
    for (const [client, clock] of message.clocks)
      if (clock > Y.getState(this.held(document).store, client))
        throw new Error(`${what} says that ${client} is on disk up to ${clock}, which it is not`)
  }

  /** The server has said to somebody that this is saved. */
  acknowledged(person: Person, update: Uint8Array): void {
    const { document, name } = person
    this.#note(() => this.#insistOnDisk(document, update, `what ${name} was told to be saved`))
    const updates = this.#acknowledged.get(document) ?? []
    this.#acknowledged.set(document, updates)
    updates.push(update)
  }

  report(fault: Fault): void {
    // What honest people send can always be read, and their sockets do not throw; the disk may do what it likes.
    if (fault.code === 'malformed' || fault.code === 'socket') this.#broken ??= fault.cause
    else if (!(fault.cause instanceof DiskError)) this.#broken ??= fault.cause
  }

  /** When everything has come to rest. */
  insistOnTheEnd(persons: readonly Person[], documents: readonly DocumentName[]): void {
    for (const document of documents) {
      const afresh = new Y.Doc()
      for (const { update } of this.#disk.rowsOf(document)) Y.applyUpdate(afresh, update)
      if (portrait(afresh) !== portrait(this.held(document))) throw new Error('The log reads differently afresh')
      for (const update of this.#acknowledged.get(document) ?? [])
        this.#insistOnDisk(document, update, 'what was told to be saved')
      for (const id of this.#ids)
        if (id.startsWith(`${document} `) && !afresh.getMap('ids').has(id.slice(document.length + 1)))
          throw new Error(`${id} was on disk and is gone`)
    }
    for (const person of persons) this.#insistOnPerson(person)
  }

  #note(judge: () => void): void {
    try {
      judge()
    } catch (cause) {
      this.#broken ??= cause
    }
  }

  #insistOnPerson(person: Person): void {
    const { name, document, doc, saveState, written, access } = person
    const disk = this.held(document)
    if (doc === undefined) return
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
      throw new Error(`${name} has pending structs`)
    for (const id of written) {
      if (!doc.getMap('ids').has(id)) throw new Error(`${name} has lost ${id}`)
      if (access.write && !disk.getMap('ids').has(id)) throw new Error(`${id} of ${name} is not on disk`)
    }
    if (!this.hasAll(person)) throw new Error(`${name} lacks what is on disk`)
    if (!access.write) return this.#insistOnReader(person, doc)
    if (saveState !== undefined && saveState.state !== 'saved') throw new Error(`${name} is told ${saveState.state}`)
    if (portrait(doc) !== portrait(disk))
      throw new Error(`${name} holds another document:\n${portrait(doc)}\n${portrait(disk)}`)
  }

  /** Whether somebody has everything that is on disk, and perhaps more. */
  hasAll({ document, doc }: Person): boolean {
    if (doc === undefined) return false
    const both = new Y.Doc()
    Y.applyUpdate(both, Y.encodeStateAsUpdate(this.held(document)))
    Y.applyUpdate(both, Y.encodeStateAsUpdate(doc))
    return portrait(both) === portrait(doc)
  }

  /** Who may not write has what it wrote for itself, and else what all have. */
  #insistOnReader({ name, document }: Person, doc: Y.Doc): void {
    for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc)))
      if (ownerOf(client) !== name && clock !== Y.getState(this.held(document).store, client))
        throw new Error(`${name} has more of ${client} than is on disk`)
  }

  #kept(row: Row): void {
    const { document, sequence, chain, author, update } = row
    const log = this.#disk.rowsOf(document)
    const before = log[sequence - 2]
    if (log[sequence - 1] !== row || (sequence > 1 && before === undefined)) throw new Error('The log has a hole')
    if (chain !== chainOf(before?.chain ?? 0, update)) throw new Error('A chain is broken')
    const doc = this.held(document)
    const ids = new Set<string>()
    const note = (event: Y.YMapEvent<unknown>): void => event.keysChanged.forEach(id => void ids.add(id as string))
    doc.getMap('ids').observe(note)
    Y.applyUpdate(doc, update)
    doc.getMap('ids').unobserve(note)
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
      throw new Error(`Row ${sequence} of ${document} builds on what is not there`)
    for (const { id } of Y.decodeUpdate(update).structs) {
      if (ownerOf(id.client) !== author) throw new Error(`${author} has written as ${ownerOf(id.client)}`)
      const known = this.#disk.authorsOf(document).get(id.client)
      if (author !== 'other-process' && known !== author) throw new Error(`${id.client} is said to be ${known}’s`)
    }
    for (const id of ids) {
      if (this.barred.has(id)) throw new Error(`${id} was kept, and its author may not write`)
      this.#ids.add(`${document} ${id}`)
    }
  }

  #insistOnPlace(document: DocumentName, place: { sequence: number; chain: number }, what: string): void {
    if (place.sequence > 0 && this.#disk.rowsOf(document)[place.sequence - 1]?.chain !== place.chain)
      throw new Error(`${what} names a place that is none`)
  }

  /** Every struct and every deletion of it. */
  #insistOnDisk(document: DocumentName, update: Uint8Array, what: string): void {
    const { store } = this.held(document)
    const { structs, ds } = Y.decodeUpdate(update)
    for (const struct of structs)
      if (struct.id.clock + struct.length > Y.getState(store, struct.id.client))
        throw new Error(`${what} is not on disk: ${struct.id.client} at ${struct.id.clock}`)
    for (const [client, ranges] of ds.clients) {
      const isThere = (at: number): boolean =>
        at < Y.getState(store, client) && Y.getItem(store, Y.createID(client, at)).deleted
      for (const { clock, len } of ranges)
        for (let at = clock; at < clock + len; at++)
          if (!isThere(at)) throw new Error(`${what} is not on disk: the deletion of ${at} of ${client}`)
    }
  }
}

/** All that a document is, as text: two with the same are the same. */
export function portrait(doc: Y.Doc): string {
  const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b)
  const deleted = [...Y.createDeleteSetFromStructStore(doc.store).clients].sort(([a], [b]) => a - b)
  return JSON.stringify({
    clocks,
    deleted,
    text: doc.getText('text').toDelta() as unknown,
    fields: Object.entries(doc.getMap('fields').toJSON()).sort(([a], [b]) => (a < b ? -1 : 1)),
    ids: Object.keys(doc.getMap('ids').toJSON()).sort(),
  })
}
